import { mapNames } from "../../src/scoring/map-names.ts";
import { hostText } from "../../src/ui/texts/host-text.ts";
import { mapText } from "../../src/ui/texts/map-text.ts";
import type { CommandName } from "./commands.ts";
import type { HostButton, HostToolbar } from "./host-types.ts";
import type { Session } from "./session.ts";

const listId = "residua";
/** One of OHIF's own, there since 3.11; an extension cannot bring one without React. */
const icon = "tool-fusion-color";

/**
 * The button with its list, after the mode's own. OHIF shows the list's first active button in its place, so that the
 * toggle stands there, lit while the heatmap is on.
 */
export function addToolbar(toolbar: HostToolbar, session: Session): void {
  const buttons = listButtons(session);
  const list: HostButton = { id: listId, uiType: "ohif.toolButtonList", props: { buttonSection: true } };
  const register = toolbar.register ?? toolbar.addButtons;
  register.call(toolbar, [list, ...buttons]);
  const update = toolbar.updateSection ?? toolbar.createButtonSection;
  update.call(
    toolbar,
    listId,
    buttons.map(({ id }) => id),
  );
  const primary = toolbar.state.buttonSections.primary ?? [];
  // The section may be the mode's own array, which lasts beyond this stay in the mode: it is replaced, not added to.
  toolbar.clearButtonSection("primary");
  update.call(toolbar, "primary", [...primary.filter((id) => id !== listId), listId]);
}

export function hasToolbar(toolbar: HostToolbar): boolean {
  const listed = toolbar.state.buttonSections.primary?.includes(listId) ?? false;
  return listed && toolbar.getButton(listId) !== undefined;
}

function listButtons(session: Session): HostButton[] {
  return [
    button("residua-toggle", hostText("toggle"), "residuaToggle", {}, () => ({ isActive: session.enabled })),
    ...mapNames.map((map) => {
      const { name } = mapText(map);
      return button(`residua-map-${map}`, name, "residuaSetMap", { map }, () => ({
        isActive: false,
        disabled: session.maps !== undefined && !session.maps.includes(map),
        label: session.style.map === map ? `✓ ${name}` : name,
      }));
    }),
    button("residua-next-region", hostText("nextRegion"), "residuaNextRegion"),
    button("residua-previous-region", hostText("previousRegion"), "residuaPreviousRegion"),
    button("residua-scan", hostText("scan"), "residuaScanSeries"),
    button("residua-store", hostText("store"), "residuaStoreResults"),
  ];
}

function button(
  id: string,
  label: string,
  commandName: CommandName,
  commandOptions: Readonly<Record<string, unknown>> = {},
  evaluate: HostButton["props"]["evaluate"] = () => ({ isActive: false }),
): HostButton {
  return {
    id,
    uiType: "ohif.toolButton",
    props: {
      icon,
      label,
      tooltip: `Residua · ${label}`,
      commands: { commandName, commandOptions },
      evaluate,
    },
  };
}
