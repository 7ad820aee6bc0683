import { RandomForestClassifier } from "ml-random-forest";
import { z } from "zod";
import { type Classifier, type Fitted, normalised } from "./classifier.ts";

const trees = 60;

const schema = z.strictObject({ forest: z.looseObject({ name: z.string() }), classCount: z.int().min(2) });

/** A random forest (Breiman, 2001); each tree sees half of the features. */
export const forest: Classifier = {
  fit({ vectors, classes, classCount, seed }) {
    const classifier = new RandomForestClassifier({
      seed,
      nEstimators: trees,
      maxFeatures: Math.max(1, Math.ceil((vectors[0]?.length ?? 1) / 2)),
      replacement: false,
      useSampleBagging: true,
      noOOB: true,
      treeOptions: { maxDepth: 8, minNumSamples: 5, gainThreshold: 0.001 },
    });
    classifier.train(vectors as number[][], classes as number[]);
    return fitted(classifier, classCount);
  },
  restore(json) {
    const { forest: saved, classCount } = schema.parse(json);
    return fitted(RandomForestClassifier.load(saved as never), classCount);
  },
};

function fitted(classifier: RandomForestClassifier, classCount: number): Fitted {
  return {
    probabilities(vectors) {
      if (vectors.length === 0) return [];
      const byClass = Array.from({ length: classCount }, (_, label) =>
        classifier.predictProbability(vectors as number[][], label),
      );
      return normalised(vectors.map((_, index) => byClass.map((shares) => shares[index]!)));
    },
    toJSON: () => ({ forest: classifier.toJSON(), classCount }),
  };
}
