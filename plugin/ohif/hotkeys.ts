import { type HostTextName, hostText } from "../../src/ui/texts/host-text.ts";
import type { CommandName } from "./commands.ts";
import type { HostServices } from "./host-types.ts";

const hotkeys: readonly {
  readonly commandName: CommandName;
  readonly text: HostTextName;
  readonly keys: string;
}[] = [
  { commandName: "residuaToggle", text: "panel", keys: "o" },
  { commandName: "residuaNextRegion", text: "nextRegion", keys: "shift+n" },
  { commandName: "residuaPreviousRegion", text: "regionBefore", keys: "shift+p" },
  { commandName: "residuaMoreOpacity", text: "moreOpacity", keys: "shift+up" },
  { commandName: "residuaLessOpacity", text: "lessOpacity", keys: "shift+down" },
  { commandName: "residuaStoreResults", text: "storeKey", keys: "shift+s" },
];

/** Adds the keys to OHIF's own, where its dialog lists them and lets the user choose others. */
export function addHotkeys({ customizationService }: HostServices): void {
  const added = hotkeys.map(({ commandName, text, keys }) => ({
    commandName,
    // Short: the host's dialog has room for some 13 letters before its fields lie under the next column's names. And
    // without colon or full stop, at which the host's translations would cut it.
    label: hostText(text),
    keys: [keys],
    isEditable: true,
  }));
  customizationService.setCustomizations({ "ohif.hotkeyBindings": { $push: added } });
}
