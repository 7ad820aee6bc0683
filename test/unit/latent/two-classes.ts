import type { LatentImage } from "../../../src/latent/latent-image.ts";
import { Random } from "../../../src/vae/random.ts";

export const testModel = { id: "test", version: "1.0.0", sha256: "a".repeat(64) } as const;

export interface TwoClassesOptions {
  /** Images of each class. */
  readonly each: number;
  /** By how many standard deviations the classes lie apart, in the first dimension. */
  readonly apart: number;
  readonly seed?: number;
}

/** Images of two classes, two of each patient, whose latent means are normal; age goes with the class a little. */
export function twoClasses({ each, apart, seed = 1 }: TwoClassesOptions): LatentImage[] {
  const random = new Random(seed);
  return ["normal", "tumour"].flatMap((label, index) =>
    Array.from({ length: each }, (_, place) => ({
      name: `${label}-${place}.dcm`,
      file: `${label}-${place}.dcm`,
      patient: `${label}-${place >> 1}`,
      label,
      split: "",
      mean: Array.from(
        { length: 6 },
        (__, dimension) => random.normal() + (dimension === 0 ? index * apart : 0),
      ),
      kl: new Array<number>(6).fill(1),
      scores: { anomaly: random.normal() },
      intensity: [random.normal(), random.normal()],
      columns: { age: String(50 + 10 * index + Math.round(5 * random.normal())), sex: place % 2 ? "F" : "M" },
      applicability: "applies" as const,
      thumbnail: { height: 1, width: 1, pixels: new Uint8Array(1) },
    })),
  );
}
