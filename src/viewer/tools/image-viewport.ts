import type { Types } from "@cornerstonejs/core";

/** What the image tools work on: a stack, or a plane through a volume. */
export type ImageViewport = Types.IStackViewport | Types.IVolumeViewport;
