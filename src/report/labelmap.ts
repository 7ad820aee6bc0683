import { codes } from "./codes.ts";
import type { DicomDataset } from "./dataset.ts";
import { byPosition, frameSource } from "./functional-groups.ts";
import { reachedImages, type SegmentationOptions, segmentationModules } from "./segmentation.ts";

export const labelmapStorage = "1.2.840.10008.5.1.4.1.1.66.7";

/**
 * The same regions as a Label Map Segmentation (DICOM PS3.3 A.51, Segmentation Type LABELMAP): a frame an image, whose
 * pixels are the numbers of their segments, 0 for none. Older readers do not know it.
 */
export function makeLabelmap(options: SegmentationOptions): DicomDataset {
  const { findings, stack, DimensionOrganizationUID } = options;
  const { rows, columns, plane } = stack.images[0]!.geometry;
  const images = reachedImages(options);
  const bits = findings.length < 256 ? 8 : 16;
  const labels = new DataView(new ArrayBuffer(2 * Math.ceil((images.length * rows * columns * bits) / 16)));
  for (const { number, slices } of findings) {
    for (const { image, members } of slices) {
      const start = images.indexOf(image) * rows * columns;
      for (const index of members) {
        if (bits === 8) labels.setUint8(start + index, number);
        else labels.setUint16(2 * (start + index), number, true);
      }
    }
  }
  return {
    ...segmentationModules(options, { SOPClassUID: labelmapStorage, kind: "label map" }),
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    NumberOfFrames: images.length,
    SegmentationType: "LABELMAP",
    PixelPaddingValue: 0,
    DimensionIndexSequence: [
      plane ? byPosition(DimensionOrganizationUID) : inStack(DimensionOrganizationUID),
    ],
    PerFrameFunctionalGroupsSequence: images.map((image, index) => ({
      FrameContentSequence: [
        {
          DimensionIndexValues: [index + 1],
          ...(plane ? {} : { StackID: "1", InStackPositionNumber: index + 1 }),
        },
      ],
      ...frameSource(image, codes.segmentation),
    })),
    PixelData: labels.buffer,
    _vrMap: { PixelData: bits === 8 ? "OB" : "OW", PixelPaddingValue: "US" },
  };
}

/** Images without a place in the patient are counted. */
function inStack(DimensionOrganizationUID: string): DicomDataset {
  return {
    DimensionOrganizationUID,
    DimensionIndexPointer: 0x0020_9057,
    FunctionalGroupPointer: 0x0020_9111,
    DimensionDescriptionLabel: "In-Stack Position Number",
  };
}
