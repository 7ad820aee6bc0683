import LogisticRegression from "ml-logistic-regression";
import { Matrix } from "ml-matrix";
import { z } from "zod";
import type { Vectors } from "../distances.ts";
import { type Classifier, type Fitted, normalised, vectorSchema } from "./classifier.ts";

/** Steps of gradient descent: on uncorrelated features of unit spread some hundred suffice. */
const steps = 2000;

const schema = z.strictObject({ weights: z.array(vectorSchema).min(2) });

/** Logistic regression, one class against the rest, with an intercept and without a penalty. */
export const logistic: Classifier = {
  fit({ vectors, classes }) {
    const regression = new LogisticRegression({
      numSteps: steps,
      // The loss is summed over the images: its curvature is at most a quarter of their number.
      learningRate: 2 / vectors.length,
    });
    regression.train(withIntercept(vectors), Matrix.columnVector([...classes]));
    // The library takes the class itself for 0 and the rest for 1.
    return fitted(regression.classifiers.map(({ weights }) => weights.getRow(0).map((weight) => -weight)));
  },
  restore: (json) => fitted(schema.parse(json).weights),
};

/** @param weights [classes][1 + features], the intercept first */
function fitted(weights: readonly (readonly number[])[]): Fitted {
  return {
    probabilities: (vectors) =>
      normalised(
        vectors.map((vector) =>
          weights.map(([intercept = 0, ...rest]) => {
            const sum = rest.reduce((total, weight, index) => total + weight * vector[index]!, intercept);
            return 1 / (1 + Math.exp(-sum));
          }),
        ),
      ),
    toJSON: () => ({ weights }),
  };
}

function withIntercept(vectors: Vectors): Matrix {
  return new Matrix(vectors.map((vector) => [1, ...vector]));
}
