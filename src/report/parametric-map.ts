import { mapToImage } from "../scoring/map-to-image.ts";
import { codeItem, codes } from "./codes.ts";
import { commonModules, intendedUse, lossyCompression, type Writing } from "./common-modules.ts";
import { atMost, type DicomDataset } from "./dataset.ts";
import { byPosition, frameSource, placeOf, referencedSeries, sharedPlace } from "./functional-groups.ts";
import type { Stack, StackImage } from "./stacks.ts";

export const parametricMapStorage = "1.2.840.10008.5.1.4.1.1.30";

export interface ParametricMapOptions extends Writing {
  /** Of images that have a place in the patient. */
  readonly stack: Stack;
  readonly SOPInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SeriesNumber: number;
  readonly DimensionOrganizationUID: string;
}

/**
 * The anomaly map as a Parametric Map (DICOM PS3.3 A.75) of 32 bit floats, a frame an image, on the images' own grid:
 * the stored values are the map's.
 */
export function makeParametricMap(options: ParametricMapOptions): DicomDataset {
  const { stack, model } = options;
  const { images } = stack;
  const { geometry, image: first } = images[0]!;
  const values = mapValues(images);
  const frameType = ["DERIVED", "PRIMARY", "VOLUME", "QUANTITY"];
  return {
    ...commonModules(
      first.dataset,
      {
        SOPClassUID: parametricMapStorage,
        SOPInstanceUID: options.SOPInstanceUID,
        SeriesInstanceUID: options.SeriesInstanceUID,
        Modality: first.dataset.Modality === undefined ? "OT" : String(first.dataset.Modality),
        SeriesNumber: options.SeriesNumber,
        kind: "anomaly map",
      },
      options,
    ),
    ...placeOf(stack),
    // The standard asks for the side of a paired part of the body; only the source may know it.
    Laterality: first.dataset.Laterality ?? null,
    AcquisitionContextSequence: [],
    ImageType: frameType,
    ContentQualification: "RESEARCH",
    ContentLabel: "ANOMALY",
    ContentDescription: atMost(64, `${intendedUse}. ${model.identity.id} ${model.identity.version}`),
    ContentCreatorName: null,
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    BitsAllocated: 32,
    Rows: geometry.rows,
    Columns: geometry.columns,
    NumberOfFrames: images.length,
    BurnedInAnnotation: "NO",
    RecognizableVisualFeatures: "NO",
    PresentationLUTShape: "IDENTITY",
    ...lossyCompression(images.map(({ image }) => image.dataset)),
    ReferencedSeriesSequence: referencedSeries(images),
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: options.DimensionOrganizationUID }],
    DimensionIndexSequence: [byPosition(options.DimensionOrganizationUID)],
    SharedFunctionalGroupsSequence: [
      {
        ...sharedPlace(stack),
        ParametricMapFrameTypeSequence: [{ FrameType: frameType }],
        PixelValueTransformationSequence: [{ RescaleIntercept: "0", RescaleSlope: "1", RescaleType: "US" }],
        RealWorldValueMappingSequence: [realWorldValues(values)],
      },
    ],
    PerFrameFunctionalGroupsSequence: images.map((image, index) => ({
      FrameContentSequence: [{ DimensionIndexValues: [index + 1] }],
      ...frameSource(image, codes.anomalyMap),
    })),
    FloatPixelData: littleEndian(values),
    _vrMap: { FloatPixelData: "OF" },
  };
}

/** What a stored value means (DICOM PS3.3 C.7.6.16.2.11): itself. */
function realWorldValues(values: Float32Array): DicomDataset {
  let [lowest, highest] = [0, 0];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return {
    LUTExplanation: codes.anomaly.meaning,
    LUTLabel: "ANOMALY",
    DoubleFloatRealWorldValueFirstValueMapped: lowest,
    DoubleFloatRealWorldValueLastValueMapped: highest,
    RealWorldValueIntercept: 0,
    RealWorldValueSlope: 1,
    MeasurementUnitsCodeSequence: [codeItem(codes.noUnits)],
    QuantityDefinitionSequence: [
      {
        ValueType: "CODE",
        ConceptNameCodeSequence: [codeItem(codes.quantity)],
        ConceptCodeSequence: [codeItem(codes.anomaly)],
      },
    ],
  };
}

function mapValues(images: readonly StackImage[]): Float32Array {
  const { rows, columns } = images[0]!.geometry;
  const values = new Float32Array(images.length * rows * columns);
  images.forEach(({ image }, index) => {
    const { maps, height, width, affine } = image.result;
    if (!maps.anomaly) return;
    const map = mapToImage({ values: maps.anomaly, height, width }, affine, rows, columns);
    values.set(map, index * rows * columns);
  });
  return values;
}

function littleEndian(values: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return view.buffer;
}
