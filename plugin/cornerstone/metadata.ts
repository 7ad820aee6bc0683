import type { Cornerstone } from "./host.ts";

/**
 * Modules the host reads of any image it adds. A heatmap answers with those of the image under it: `addImages` takes
 * modality and calibration over into the viewport.
 */
const sharedModules: ReadonlySet<string> = new Set([
  "generalSeriesModule",
  "calibrationModule",
  "calibratedPixelSpacing",
  "voiLutModule",
  "modalityLutModule",
]);

export interface HeatmapMetadata {
  /** The image under the heatmap, from now on. */
  baseImageId: string;
  dispose(): void;
}

/** Makes the host's metadata know the heatmap's image. */
export function provideHeatmapMetadata(
  { metaData, utilities }: Cornerstone,
  heatmapId: string,
  baseImageId: string,
): HeatmapMetadata {
  const { genericMetadataProvider } = utilities;
  const metadata: HeatmapMetadata = {
    baseImageId,
    dispose() {
      metaData.removeProvider(provider);
      // createAndCacheLocalImage writes these, and there is no way to take an entry out again.
      for (const type of ["imagePlaneModule", "imagePixelModule"]) {
        genericMetadataProvider.add(heatmapId, { type, metadata: undefined });
      }
    },
  };
  function provider(type: string, query: unknown): unknown {
    if (query !== heatmapId) return undefined;
    if (sharedModules.has(type)) return metaData.get(type, metadata.baseImageId);
    if (type !== "imagePlaneModule") return undefined;
    const own: unknown = genericMetadataProvider.get(type, heatmapId);
    const base: unknown = metaData.get(type, metadata.baseImageId);
    if (!isObject(own) || !isObject(base)) return own;
    // Else the host takes the spacing of the image under it for real millimetres, known or not.
    return { ...own, usingDefaultValues: base.usingDefaultValues ?? !base.rowPixelSpacing };
  }
  metaData.addProvider(provider, 10_000);
  return metadata;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
