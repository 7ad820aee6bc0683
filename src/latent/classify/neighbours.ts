import { z } from "zod";
import { nearest, type Vectors } from "../distances.ts";
import { type Classifier, type Fitted, vectorSchema } from "./classifier.ts";

/** Odd, so that two classes never tie. */
const count = 11;

const schema = z.strictObject({
  vectors: z.array(vectorSchema).min(1),
  classes: z.array(z.int().nonnegative()),
  classCount: z.int().min(2),
});

/** The shares of the classes among the eleven nearest images. */
export const neighbours: Classifier = {
  fit: ({ vectors, classes, classCount }) => fitted(vectors, classes, classCount),
  restore(json) {
    const { vectors, classes, classCount } = schema.parse(json);
    return fitted(vectors, classes, classCount);
  },
};

function fitted(vectors: Vectors, classes: readonly number[], classCount: number): Fitted {
  return {
    probabilities: (asked) =>
      asked.map((vector) => {
        const found = nearest(vectors, vector, count);
        const shares = new Array<number>(classCount).fill(0);
        for (const { index } of found) shares[classes[index]!]! += 1 / found.length;
        return shares;
      }),
    toJSON: () => ({ vectors, classes, classCount }),
  };
}
