import { setLanguage } from "../../src/ui/localization/language.ts";
import { hostText } from "../../src/ui/texts/host-text.ts";
import { defaultOverlayStyle } from "../overlay.ts";
import { commands } from "./commands.ts";
import { type ResiduaConfiguration, readConfiguration } from "./configuration.ts";
import { OhifCorner } from "./corner-element.ts";
import { addCornerItem } from "./corner-item.ts";
import { currentSession, replaceSession } from "./current-session.ts";
import { hostLanguage } from "./host-language.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { Host, HostServices, HostWithConfiguration } from "./host-types.ts";
import { addHotkeys } from "./hotkeys.ts";
import { commandContext, extensionId, panelId } from "./id.ts";
import { addNotices } from "./notices.ts";
import { OhifPanel } from "./panel-element.ts";
import { type Choices, Session } from "./session.ts";
import { OhifStudyScore } from "./study-score-element.ts";
import { Subscriptions } from "./subscriptions.ts";
import { addToolbar, hasToolbar } from "./toolbar.ts";
import { workListCustomization } from "./work-list-column.ts";

let configuration: ResiduaConfiguration = {};
let choices: Choices = { enabled: false, style: defaultOverlayStyle };
let subscriptions = new Subscriptions();

/** The extension as OHIF registers it, in any mode: `extensions: [extension]`, or `[[extension, configuration]]`. */
export const extension = {
  id: extensionId,

  async preRegistration({ configuration: given }: HostWithConfiguration): Promise<void> {
    configuration = readConfiguration(given);
    choices = { ...choices, enabled: configuration.enabled ?? false };
    await setLanguage(configuration.language ?? hostLanguage());
  },

  getCommandsModule() {
    return { definitions: commands, defaultContext: commandContext };
  },

  getPanelModule() {
    const texts = {
      iconName: "tool-fusion-color",
      iconLabel: "Residua",
      label: `Residua ${hostText("panel")}`,
    };
    return [
      { name: "heatmap", ...texts, component: OhifPanel.tag },
      // Not panels: see corner-item.ts.
      { name: "corner", ...texts, component: OhifCorner.tag },
      { name: "study-score", ...texts, component: OhifStudyScore.tag },
    ];
  },

  getCustomizationModule(host: Host) {
    // By this name for the study list too, which is outside of all modes.
    return [{ name: "global", value: workListCustomization(host) }];
  },

  onModeEnter(host: Host): void {
    leave();
    // 3.11 changes its language without loading the page anew.
    void setLanguage(configuration.language ?? hostLanguage());
    const session = new Session({ host, configuration, choices });
    const { services } = session;
    addHotkeys(services);
    addCornerItem(services);
    addNotices(session, () => hostLibraries(host).cornerstone.metaData);
    session.addEventListener("change", () => refreshToolbar(session));
    let begun = false;
    followHost(services, () => {
      if (session.signal.aborted) return;
      if (!hasToolbar(services.toolbarService)) addToolbar(services.toolbarService, session);
      const present = services.panelService.getPanels("right").some(({ id }) => id === panelId);
      if (!present) services.panelService.addPanel("right", panelId);
      // Once: a start that failed is tried again by the user, not by the next change of the toolbar.
      if (session.enabled && !begun) void session.start();
      begun = true;
    });
    replaceSession(session);
  },

  onModeExit(): void {
    leave();
  },
};

/**
 * Modes fill toolbar and panels after the extensions have been entered, some anew with each protocol, and not every way
 * into a mode applies a protocol: so whenever one of these happens, and once the mode is through.
 */
function followHost(services: HostServices, addControls: () => void): void {
  const { hangingProtocolService, toolbarService, viewportGridService } = services;
  subscriptions.add(hangingProtocolService, "PROTOCOL_CHANGED", addControls);
  subscriptions.add(viewportGridService, "VIEWPORTS_READY", addControls);
  subscriptions.add(toolbarService, "TOOL_BAR_MODIFIED", () => {
    if (toolbarService.state.buttonSections.primary?.length) queueMicrotask(addControls);
  });
}

function refreshToolbar({ services, activeViewportId }: Session): void {
  try {
    services.toolbarService.refreshToolbarState({ viewportId: activeViewportId ?? null });
  } catch {
    // While a study closes, the buttons of 3.12 ask viewports for their camera that have none any more; when there is
    // a viewport again, the host refreshes them itself.
  }
}

function leave(): void {
  subscriptions.dispose();
  subscriptions = new Subscriptions();
  if (currentSession()) replaceSession(undefined);
}
