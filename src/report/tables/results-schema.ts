import { z } from "zod";
import { applicabilityOutcomes } from "../../scoring/result.ts";
import { intendedUse } from "../common-modules.ts";

const uid = z.string().describe("DICOM UID");
const number = z.number();

const image = z.strictObject({
  sopInstanceUid: uid,
  frame: z.int().min(1).describe("Number of the frame in its file, from 1"),
  instanceNumber: z.int().nullable().describe("Instance Number of the file; null where it has none"),
  outcome: z
    .enum([...applicabilityOutcomes, "overridden"])
    .describe("Whether the model is for this image; a refused one has no score"),
  reasons: z.array(z.string()).describe("Why, by code"),
  anomalyScore: number.nullable().describe("No unit; null where the image is refused"),
  pValue: number.nullable().describe("Share of healthy calibration images that score as high, 0 to 1"),
  isAboveImageThreshold: z.boolean().nullable(),
});

const region = z.strictObject({
  region: z.int().min(1).describe("Number of the segment, by falling peak within its segmentation"),
  segmentationSopInstanceUid: uid.describe(
    "The DICOM Segmentation that holds it, whether or not it was written",
  ),
  trackingUid: uid,
  images: z.int().min(1).describe("How many images it reaches"),
  areaPixels: z.int().min(1).describe("Pixels of the image where it is largest"),
  areaMm2: number
    .nullable()
    .describe("mm², of the image where it is largest; null where the spacing is unknown"),
  volumeMl: number.nullable().describe("ml; null where it is on one image or distances are unknown"),
  meanAnomaly: number.describe("Mean of the anomaly map, in its unit"),
  peakAnomaly: number.describe("Highest value of the anomaly map, in its unit"),
  peakSopInstanceUid: uid,
  peakFrame: z.int().min(1),
  peakColumn: number.describe("Pixels of the image, from 0 at the middle of the first"),
  peakRow: number.describe("Pixels of the image, from 0 at the middle of the first"),
  peakPositionMm: z
    .tuple([number, number, number])
    .nullable()
    .describe(
      "x, y, z in the patient coordinate system, mm; null for an image without a place in the patient",
    ),
});

/** What was found in a series, as JSON; no attribute of the patient is in it but the UIDs of study, series and image. */
export const resultsSchema = z.strictObject({
  format: z.literal("residua-results"),
  formatVersion: z.literal(1),
  intendedUse: z.literal(intendedUse),
  writtenAt: z.iso.datetime({ offset: true }),
  software: z.strictObject({ name: z.literal("Residua"), version: z.string() }),
  model: z.strictObject({
    id: z.string(),
    version: z.string(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("Of the model's bundle.json"),
    anomalyUnit: z.string().describe("Unit of the anomaly map's values"),
    population: z.strictObject({
      description: z.string(),
      images: z.int(),
      patients: z.int(),
    }),
  }),
  thresholds: z.strictObject({
    anomaly: number.describe("Regions lie above this on the anomaly map, in its unit"),
    imageScore: number.describe("An image is unusual above this; no unit"),
  }),
  studyInstanceUid: uid,
  seriesInstanceUid: uid,
  images: z.array(image).describe("In the order in which they were given"),
  regions: z.array(region),
});

export type Results = z.infer<typeof resultsSchema>;
export type ImageRow = z.infer<typeof image>;
export type RegionRow = z.infer<typeof region>;

/** The same as JSON Schema (draft 2020-12), for those who do not read TypeScript. */
export function resultsJsonSchema(): object {
  return z.toJSONSchema(resultsSchema);
}
