/** What the left mouse button (and one finger) does. */
export const primaryTools = ["window-level", "pan", "zoom", "scroll"] as const;
export type PrimaryTool = (typeof primaryTools)[number];
