import { type HostTextName, hostText } from "../../src/ui/texts/host-text.ts";
import type { CommandName } from "./commands.ts";
import type { HostServices } from "./host-types.ts";

const hotkeys: readonly {
  readonly commandName: CommandName;
  readonly text: HostTextName;
  readonly keys: string;
}[] = [
  { commandName: "residuaToggle", text: "toggle", keys: "o" },
  { commandName: "residuaNextRegion", text: "nextRegion", keys: "shift+n" },
  { commandName: "residuaPreviousRegion", text: "previousRegion", keys: "shift+p" },
  { commandName: "residuaMoreOpacity", text: "moreOpacity", keys: "shift+up" },
  { commandName: "residuaLessOpacity", text: "lessOpacity", keys: "shift+down" },
  { commandName: "residuaStoreResults", text: "store", keys: "shift+s" },
];

/** Adds the keys to OHIF's own, where its dialog lists them and lets the user choose others. */
export function addHotkeys({ customizationService }: HostServices): void {
  const added = hotkeys.map(({ commandName, text, keys }) => ({
    commandName,
    // No colon: the host's translations would take what stands before it for the name of a dictionary.
    label: `Residua · ${hostText(text)}`,
    keys: [keys],
    isEditable: true,
  }));
  customizationService.setCustomizations({ "ohif.hotkeyBindings": { $push: added } });
}
