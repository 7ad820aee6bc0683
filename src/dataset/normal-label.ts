/** The label of healthy images. */
export const normalLabel = "normal";
