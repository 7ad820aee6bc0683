import type * as CornerstoneCore from "@cornerstonejs/core";

/**
 * What the plugin uses of the host's `@cornerstonejs/core`. It is handed in, never imported: a second copy would have
 * a cache and events of its own.
 */
export type Cornerstone = Pick<
  typeof CornerstoneCore,
  "cache" | "Enums" | "eventTarget" | "getShouldUseCPURendering" | "imageLoader" | "metaData" | "utilities"
>;

export type StackViewport = CornerstoneCore.Types.IStackViewport;
export type VolumeViewport = CornerstoneCore.Types.IVolumeViewport;
export type HostVolume = CornerstoneCore.Types.IImageVolume;
export type Viewport = CornerstoneCore.Types.IViewport;
export type HostImage = CornerstoneCore.Types.IImage;
export type Point2 = CornerstoneCore.Types.Point2;
export type Point3 = CornerstoneCore.Types.Point3;
