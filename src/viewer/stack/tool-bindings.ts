import * as tools from "@cornerstonejs/tools";
import { addMeasureTools, measureToolNames } from "../tools/measure-tools.ts";
import { navigationTools, type PrimaryTool, primaryTools } from "./primary-tool.ts";

const toolNames: Readonly<Record<PrimaryTool, string>> = {
  "window-level": tools.WindowLevelTool.toolName,
  pan: tools.PanTool.toolName,
  zoom: tools.ZoomTool.toolName,
  scroll: tools.StackScrollTool.toolName,
  ...measureToolNames,
};

type Binding = NonNullable<Parameters<tools.Types.IToolGroup["setToolActive"]>[1]>["bindings"];

/** The buttons that stay the same whatever the left one does. */
function fixedBindings(tool: PrimaryTool): NonNullable<Binding> {
  const { MouseBindings } = tools.Enums;
  switch (tool) {
    case "pan":
      return [{ mouseButton: MouseBindings.Auxiliary }];
    case "zoom":
      // Two fingers zoom by their distance and pan by their middle.
      return [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 2 }];
    case "scroll":
      return [{ mouseButton: MouseBindings.Wheel }];
    default:
      return [];
  }
}

/** A group with all tools, for the page's viewports. */
export function createToolGroup(id: string): tools.Types.IToolGroup {
  const group = tools.ToolGroupManager.createToolGroup(id);
  if (!group) throw new Error(`A tool group "${id}" exists already.`);
  for (const tool of navigationTools) group.addTool(toolNames[tool]);
  addMeasureTools(group);
  return group;
}

/**
 * Gives the left button to one tool; the others keep their own buttons. What has been measured can be grabbed and moved
 * whatever the tool.
 */
export function bindTools(group: tools.Types.IToolGroup, primary: PrimaryTool | undefined): void {
  for (const tool of primaryTools) {
    const name = toolNames[tool];
    group.setToolPassive(name, { removeAllBindings: true });
    const left =
      tool === primary ? [{ mouseButton: tools.Enums.MouseBindings.Primary }, { numTouchPoints: 1 }] : [];
    const bindings = [...left, ...fixedBindings(tool)];
    if (bindings.length > 0) group.setToolActive(name, { bindings });
  }
}
