import { getEnabledElementByViewportId, type Types } from "@cornerstonejs/core";
import * as tools from "@cornerstonejs/tools";

/** `grab`: the lines can be dragged with any tool; `click`: the left button moves all planes to where it is pressed. */
export type CrosshairsMode = "off" | "grab" | "click";

const name = tools.CrosshairsTool.toolName;
/** Of the sagittal, the coronal and the axial plane: light enough on black. */
const colours = ["rgb(250, 215, 90)", "rgb(110, 220, 130)", "rgb(255, 115, 115)"] as const;

/** Lines in each of three planes where the other two lie. */
export function bindCrosshairs(group: tools.Types.IToolGroup, mode: CrosshairsMode): void {
  if (mode === "off") {
    if (group.hasTool(name)) group.setToolDisabled(name);
    return;
  }
  if (!group.hasTool(name)) {
    tools.addTool(tools.CrosshairsTool);
    group.addTool(name, {
      getReferenceLineColor: colourOf,
      // The planes stay those of the patient, and one slice thick: a score is about one slice.
      getReferenceLineDraggableRotatable: () => false,
      getReferenceLineSlabThicknessControlsOn: () => false,
    });
  }
  if (mode === "click") {
    const bindings = [{ mouseButton: tools.Enums.MouseBindings.Primary }, { numTouchPoints: 1 }];
    group.setToolActive(name, { bindings });
  } else group.setToolPassive(name, { removeAllBindings: true });
}

/** Moves all planes, and the lines with them, to a point of the patient, mm. */
export function centreCrosshairs(group: tools.Types.IToolGroup, world: Types.Point3): void {
  const tool: unknown = group.hasTool(name) ? group.getToolInstance(name) : undefined;
  if (tool instanceof tools.CrosshairsTool) tool.setToolCenter(world);
}

function colourOf(viewportId: string): string {
  const { viewPlaneNormal = [0, 0, 1] } =
    getEnabledElementByViewportId(viewportId)?.viewport.getCamera() ?? {};
  const parts = viewPlaneNormal.map(Math.abs);
  return colours[parts.indexOf(Math.max(...parts))] ?? colours[2];
}
