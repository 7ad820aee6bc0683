import { z } from "zod";
import { preprocessingSchema } from "../imaging/preprocessing.ts";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
/** A path inside the bundle: no leading slash, no "..", no scheme. */
const bundlePathSchema = z.string().regex(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_./-]{0,120}$/);
const text = (max: number) => z.string().min(1).max(max);

/** Rules on DICOM tags and on the input itself: which images a model is for. */
export const applicabilityRulesSchema = z.object({
  /** Refused unless the modality is one of these. */
  modalities: z.array(text(16)).min(1),
  /** Lower-case words; a body part that is named and matches none of them is refused. */
  bodyParts: z.array(text(40)),
  /** The plane the model was trained on; any other is refused, an unknown one is a caution. */
  plane: z.enum(["axial", "coronal", "sagittal", "any"]),
  /** How radiographs were taken, as "PA" and "AP"; another view that is named is refused. Any if left out. */
  views: z.array(text(16)).min(1).optional(),
  /** Lower-case words of which one should appear in the series' description, protocol or sequence; else caution. */
  contrasts: z.array(text(40)),
  /** What the model was trained on, for the caution's sentence, as "FLAIR". */
  contrastName: text(60).optional(),
  /** Refused outside this share of foreground, caution outside the narrower one. */
  foreground: z.object({
    refuseBelow: z.number().min(0).max(1),
    refuseAbove: z.number().min(0).max(1),
    cautionBelow: z.number().min(0).max(1),
  }),
  /** Refused when the foreground's width over height lies outside. */
  aspect: z.object({ minimum: z.number().positive(), maximum: z.number().positive() }),
});
export type ApplicabilityRules = z.infer<typeof applicabilityRulesSchema>;

const networkSchema = z.object({
  path: bundlePathSchema,
  kind: z.enum(["layers", "graph"]),
});

/** bundle.json: all that is needed to run the model, and the hashes of all other files. */
export const bundleSchema = z.object({
  format: z.literal("residua-bundle"),
  formatVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  /** Three numbers; a bundle that a site has calibrated anew has build metadata after a plus, as in "0.2.0+local.1a2b3c4d". */
  version: z.string().regex(/^\d+\.\d+\.\d+(\+[0-9A-Za-z.-]{1,40})?$/),
  name: text(80),
  description: text(2000),
  licence: text(200),
  input: z.object({
    height: z.int().min(16).max(1024),
    width: z.int().min(16).max(1024),
  }),
  preprocessing: preprocessingSchema,
  latent: z.object({ size: z.int().min(1).max(4096) }),
  /** Outputs: mean and log-variance, each [batch, latent]. */
  encoder: networkSchema,
  /** Outputs: mean and log-variance of each pixel, [batch, height, width, 2]; one channel means unit variance. */
  decoder: networkSchema,
  /** Parsed by scoring/maps.ts (`scoringSchema`): vae does not depend on scoring. */
  scoring: z.unknown(),
  applicability: applicabilityRulesSchema,
  calibration: bundlePathSchema,
  /** What healthy training images are like, for scores that are distances from them. Parsed by scoring/reference.ts. */
  reference: bundlePathSchema.optional(),
  /** How many images it was evaluated on when it was made; its card has the figures. */
  tested: z.object({ healthy: z.int().nonnegative(), abnormal: z.int().nonnegative() }).optional(),
  files: z.record(
    bundlePathSchema,
    z.object({
      sha256: sha256Schema,
      bytes: z
        .int()
        .nonnegative()
        .max(64 * 1024 * 1024),
    }),
  ),
});
export type BundleDescription = z.infer<typeof bundleSchema>;
