import { z } from "zod";
import { formatError } from "../vae/bundle.ts";
import { inputReferenceSchema } from "./input-distances.ts";
import { histogramLength, layoutLength, outlineLength } from "./input-features.ts";
import { gaussianSchema, triangleLength } from "./mahalanobis.ts";
import type { ScoreTerm, Scoring } from "./maps.ts";
import { parseWith } from "./parse-with.ts";
import { patternLength } from "./residual-pattern.ts";

/** reference.json: what healthy training images are like, for scores that are distances from them. */
export const referenceSchema = z.object({
  /** How many images it was made from. */
  images: z.int().positive(),
  /** Of the posterior's mean. */
  latent: gaussianSchema.optional(),
  /** Of the texture less the reconstruction's, for `textureDistance`. */
  texture: gaussianSchema.optional(),
  /** Of the residual's pattern, for `residualDistance`. */
  residual: gaussianSchema.optional(),
  /** Of the prepared images themselves, to tell whether an image is one the model is for; older bundles have none. */
  input: inputReferenceSchema.optional(),
  /** Of each term of a `sum`, after its logarithm where it has one. */
  terms: z.array(z.object({ mean: z.number(), sd: z.number().positive() })).optional(),
});
export type Reference = z.infer<typeof referenceSchema>;

/** @throws ModelFormatError that names the field, also when what the scoring needs is missing. */
export function parseReference(
  json: unknown,
  { scoring, latentSize }: { readonly scoring: Scoring; readonly latentSize: number },
  file = "reference.json",
): Reference {
  const reference = parseWith(referenceSchema, json, file);
  const { latent, input } = reference;
  if (latent) requireSize(latent, latentSize, `${file}: latent`);
  if (input) {
    requireSize(input.layout, layoutLength(input.grid), `${file}: input.layout`);
    requireSize(input.histogram, histogramLength, `${file}: input.histogram`);
    if (input.outline) requireSize(input.outline, outlineLength, `${file}: input.outline`);
  }
  requireReference(scoring, reference, file);
  return reference;
}

/**
 * Whether reference data hold what a scoring needs.
 *
 * @throws ModelFormatError
 */
export function requireReference(
  { image }: Scoring,
  reference: Reference | undefined,
  file = "reference.json",
): void {
  if (image.kind !== "sum") return;
  if (reference?.terms?.length !== image.terms.length) {
    throw formatError(
      `${file}: terms`,
      `mean and sd of the ${image.terms.length} terms of the scoring are needed`,
    );
  }
  if (image.terms.some(({ score }) => score === "latentDistance") && !reference.latent) {
    throw formatError(`${file}: latent`, "the scoring's latentDistance needs it");
  }
  for (const term of image.terms) {
    if (term.score === "textureDistance") requireGaussian(reference, "texture", term.grid ** 2, term, file);
    if (term.score === "residualDistance")
      requireGaussian(reference, "residual", patternLength(term), term, file);
  }
}

function requireGaussian(
  reference: Reference,
  name: "texture" | "residual",
  size: number,
  { score }: ScoreTerm,
  file: string,
): void {
  const gaussian = reference[name];
  if (!gaussian) throw formatError(`${file}: ${name}`, `the scoring's ${score} needs it`);
  requireSize(gaussian, size, `${file}: ${name}`);
}

function requireSize(
  { mean, precision }: { readonly mean: readonly number[]; readonly precision: readonly number[] },
  size: number,
  field: string,
): void {
  if (mean.length !== size) throw formatError(`${field}.mean`, `${size} numbers are expected`);
  if (precision.length !== triangleLength(size)) {
    throw formatError(`${field}.precision`, `${triangleLength(size)} numbers are expected`);
  }
}
