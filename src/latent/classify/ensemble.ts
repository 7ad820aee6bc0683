import { z } from "zod";
import type { Vectors } from "../distances.ts";
import type { Classifier, Fitted, Training } from "./classifier.ts";
import { svm } from "./svm.ts";
import { type FittedTree, tree } from "./tree.ts";

const schema = z.strictObject({ tree: z.unknown(), svm: z.unknown() });

export interface FittedEnsemble extends Fitted {
  readonly tree: FittedTree;
  readonly svm: Fitted;
}

/** A tree that can be read and a machine that is more often right: the mean of their probabilities. */
export const ensemble = {
  fit: (training: Training): FittedEnsemble => fitted(tree.fit(training), svm.fit(training)),
  restore(json): FittedEnsemble {
    const saved = schema.parse(json);
    return fitted(tree.restore(saved.tree), svm.restore(saved.svm));
  },
} satisfies Classifier;

function fitted(ownTree: FittedTree, ownSvm: Fitted): FittedEnsemble {
  return {
    tree: ownTree,
    svm: ownSvm,
    probabilities(vectors: Vectors) {
      const [first, second] = [ownTree.probabilities(vectors), ownSvm.probabilities(vectors)];
      return first.map((row, index) => row.map((value, label) => (value + second[index]![label]!) / 2));
    },
    toJSON: () => ({ tree: ownTree.toJSON(), svm: ownSvm.toJSON() }),
  };
}
