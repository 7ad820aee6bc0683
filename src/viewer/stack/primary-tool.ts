/** What moves and windows the image. */
export const navigationTools = ["window-level", "pan", "zoom", "scroll"] as const;
/** What draws on the image; an arrow carries text. */
export const measureTools = ["length", "bidirectional", "angle", "ellipse", "rectangle", "arrow"] as const;
export type MeasureTool = (typeof measureTools)[number];

/** What the left mouse button (and one finger) does. */
export const primaryTools = [...navigationTools, ...measureTools] as const;
export type PrimaryTool = (typeof primaryTools)[number];

export function isMeasureTool(tool: PrimaryTool): tool is MeasureTool {
  return measureTools.some((measure) => measure === tool);
}
