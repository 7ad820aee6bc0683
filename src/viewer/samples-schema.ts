/** What `residua samples` writes; the schema lies below both the viewer and the command line. */
export {
  type SampleStudy,
  type SamplesIndex,
  sampleMaskPixels,
  samplesIndexSchema,
} from "../dataset/samples-schema.ts";
