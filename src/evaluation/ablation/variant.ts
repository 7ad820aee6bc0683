import { z } from "zod";
import { DataError } from "../../errors/index.ts";
import { type Scoring, scoringSchema } from "../../scoring/maps.ts";

/** Another way to score with the same network. */
export interface Variant {
  readonly name: string;
  readonly scoring: Scoring;
  /** The networks of all models that were given, together. */
  readonly ensemble: boolean;
}

const patch = z.record(z.string(), z.unknown());

/** What a variant changes; a field that is `null` is left out. An image score of another kind replaces the whole. */
const variantsSchema = z.record(
  z.string().min(1).max(80),
  z.strictObject({
    anomaly: patch.optional(),
    image: patch.optional(),
    samples: z.int().optional(),
    restoration: patch.optional(),
    ensemble: z.boolean().optional(),
  }),
);

/**
 * The variants of a bundle's scoring that a JSON file names, the bundle's own first.
 *
 * @throws DataError that names the variant and the field
 */
export function parseVariants(json: unknown, base: Scoring): Variant[] {
  const parsed = variantsSchema.safeParse(json);
  if (!parsed.success) throw invalid("the file", parsed.error);
  const own: Variant = { name: "as the bundle has it", scoring: base, ensemble: false };
  const others = Object.entries(parsed.data).map(([name, changes]): Variant => {
    const { anomaly = {}, image = {}, ensemble = false, ...rest } = changes;
    const scoring = scoringSchema.safeParse({
      ...base,
      ...rest,
      anomaly: changed(base.anomaly, anomaly),
      image: "kind" in image && image.kind !== base.image.kind ? image : changed(base.image, image),
    });
    if (!scoring.success) throw invalid(`"${name}"`, scoring.error);
    return { name, scoring: scoring.data, ensemble };
  });
  return [own, ...others];
}

function changed(base: object, changes: object): object {
  return Object.fromEntries(Object.entries({ ...base, ...changes }).filter(([, value]) => value !== null));
}

function invalid(where: string, cause: z.ZodError): DataError {
  const issue = cause.issues[0];
  return new DataError(
    `The variants are not valid: ${where}, "${issue?.path.join(".")}": ${issue?.message}. Mend the file.`,
    { cause },
  );
}
