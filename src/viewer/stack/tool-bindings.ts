import * as tools from "@cornerstonejs/tools";
import { type PrimaryTool, primaryTools } from "./primary-tool.ts";

const toolNames: Readonly<Record<PrimaryTool, string>> = {
  "window-level": tools.WindowLevelTool.toolName,
  pan: tools.PanTool.toolName,
  zoom: tools.ZoomTool.toolName,
  scroll: tools.StackScrollTool.toolName,
};

type Binding = NonNullable<Parameters<tools.Types.IToolGroup["setToolActive"]>[1]>["bindings"];

/** The buttons that stay the same whatever the left one does. */
function fixedBindings(tool: PrimaryTool): NonNullable<Binding> {
  const { MouseBindings } = tools.Enums;
  switch (tool) {
    case "window-level":
      return [];
    case "pan":
      return [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 2 }];
    case "zoom":
      return [{ mouseButton: MouseBindings.Secondary }];
    case "scroll":
      return [{ mouseButton: MouseBindings.Wheel }];
  }
}

/** A group with the four tools, for one viewport. */
export function createToolGroup(id: string): tools.Types.IToolGroup {
  const group = tools.ToolGroupManager.createToolGroup(id);
  if (!group) throw new Error(`A tool group "${id}" exists already.`);
  for (const tool of primaryTools) group.addTool(toolNames[tool]);
  return group;
}

/** Gives the left button to one tool; the others keep their own buttons. */
export function bindTools(group: tools.Types.IToolGroup, primary: PrimaryTool): void {
  for (const tool of primaryTools) {
    const name = toolNames[tool];
    group.setToolPassive(name, { removeAllBindings: true });
    const left =
      tool === primary ? [{ mouseButton: tools.Enums.MouseBindings.Primary }, { numTouchPoints: 1 }] : [];
    const bindings = [...left, ...fixedBindings(tool)];
    if (bindings.length > 0) group.setToolActive(name, { bindings });
  }
}
