import { hostText } from "../../src/ui/texts/host-text.ts";
import { moduleUrl } from "./assets.ts";
import type { HostModeContext, HostModeDefinition, HostRoute } from "./host-types.ts";
import { extensionId, panelId } from "./id.ts";

const modeId = `${extensionId}.mode`;
const baseName = "@ohif/mode-longitudinal";

/** OHIF's longitudinal mode with the heatmap on and its panel open. */
export const mode = {
  id: modeId,

  async modeFactory({ modeConfiguration, loadModules }: HostModeContext) {
    const [base] = (await loadModules?.([baseName])) ?? [];
    if (!base)
      throw new Error(`The mode "Residua review" needs ${baseName}, which this viewer does not have.`);
    const context = loadModules ? { modeConfiguration, loadModules } : { modeConfiguration };
    const derived = await base.modeFactory(context);
    return {
      ...derived,
      id: modeId,
      routeName: "residua",
      displayName: hostText("mode"),
      // For sites that name the mode alone.
      extensions: { ...derived.extensions, ...(moduleUrl ? { [moduleUrl]: "*" } : {}) },
      routes: derived.routes.map(withPanel),
      onModeEnter(this: typeof derived, host: Parameters<typeof derived.onModeEnter>[0]) {
        derived.onModeEnter.call(this, host);
        host.commandsManager.runCommand("residuaToggle", { enabled: true });
      },
    };
  },
} satisfies HostModeDefinition;

function withPanel(route: HostRoute): HostRoute {
  return {
    ...route,
    async layoutTemplate(context) {
      const layout = await route.layoutTemplate.call(this, context);
      const { rightPanels = [] } = layout.props;
      return {
        ...layout,
        props: { ...layout.props, rightPanels: [panelId, ...rightPanels], rightPanelClosed: false },
      };
    },
  };
}
