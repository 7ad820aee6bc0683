import { z } from "zod";
import { ModelFormatError } from "../../errors/index.ts";
import { parseWith } from "../../scoring/parse-with.ts";
import type { ModelIdentity } from "../../scoring/result.ts";
import { ensemble, type FittedEnsemble } from "../classify/ensemble.ts";
import { transformationSchema } from "../classify/features.ts";
import { columnSchema } from "./columns.ts";

const caseSchema = z.strictObject({
  /** The image's name in its data set. */
  name: z.string(),
  label: z.string(),
  /** What became of the patient, where the table says so. */
  outcome: z.string().optional(),
  /** Posterior mean, [latent]. */
  mean: z.array(z.number()),
});

/** support.json: what supports a diagnosis on one version of one model. Research use. */
export const supportFileSchema = z.strictObject({
  schema: z.literal("residua-support/1"),
  notice: z.literal("Not for diagnostic use"),
  model: z.strictObject({
    id: z.string().min(1),
    version: z.string().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  classNames: z.array(z.string()).min(2).max(100),
  /** The scores among the features, in their order. */
  scores: z.array(z.string()),
  columns: z.array(columnSchema),
  /** [features], in words. */
  featureNames: z.array(z.string()),
  transformation: transformationSchema,
  ensemble: z.unknown(),
  /** [classes][images], ascending. */
  nonconformity: z.array(z.array(z.number())),
  errorRate: z.number().positive().max(0.5),
  cases: z.array(caseSchema).min(1),
});

export type SupportFile = z.infer<typeof supportFileSchema>;
export type PastCase = z.infer<typeof caseSchema>;

export interface Support extends Omit<SupportFile, "ensemble"> {
  readonly ensemble: FittedEnsemble;
}

/** @throws ModelFormatError when the file does not follow its schema, or is of another model */
export function loadSupport(json: unknown, model: ModelIdentity): Support {
  const file = parseWith(supportFileSchema, json, "support.json");
  if (file.model.sha256 !== model.sha256) {
    throw new ModelFormatError(
      `This support was fitted on ${file.model.id} ${file.model.version}; it says nothing of images in ${model.id} ${model.version}. Fit one on this model.`,
      { details: { expected: file.model.sha256, actual: model.sha256 } },
    );
  }
  const count = file.featureNames.length;
  if (file.transformation.means.length !== count || file.nonconformity.length !== file.classNames.length) {
    throw new ModelFormatError("support.json: the numbers of features or classes do not agree.");
  }
  try {
    return { ...file, ensemble: ensemble.restore(file.ensemble) };
  } catch (cause) {
    throw new ModelFormatError("support.json: ensemble: the numbers are not those of a tree and a machine.", {
      cause,
    });
  }
}
