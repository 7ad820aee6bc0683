import Svm from "libsvm-js/asm";
import { z } from "zod";
import { type Classifier, type Fitted, normalised } from "./classifier.ts";

const schema = z.strictObject({ svm: z.string().min(1), classCount: z.int().min(2) });

/** A support-vector machine with a Gaussian kernel (LIBSVM), its probabilities by Platt's scaling. */
export const svm: Classifier = {
  fit({ vectors, classes, classCount }) {
    const machine = new Svm({
      kernel: Svm.KERNEL_TYPES.RBF,
      type: Svm.SVM_TYPES.C_SVC,
      cost: 1,
      gamma: 1 / (vectors[0]?.length ?? 1),
      probabilityEstimates: true,
      quiet: true,
    });
    machine.train(vectors, classes);
    const saved = machine.serializeModel();
    machine.free();
    return fitted(saved, classCount);
  },
  restore(json) {
    const { svm: saved, classCount } = schema.parse(json);
    return fitted(saved, classCount);
  },
};

function fitted(saved: string, classCount: number): Fitted {
  return {
    probabilities(vectors) {
      // Lives outside of the garbage collector's reach: made for each use, freed at once.
      const machine = Svm.load(saved);
      try {
        const rows = machine.predictProbability(vectors).map(({ estimates }) => {
          const row = new Array<number>(classCount).fill(0);
          for (const { label, probability } of estimates) row[label] = probability;
          return row;
        });
        return normalised(rows);
      } finally {
        machine.free();
      }
    },
    toJSON: () => ({ svm: saved, classCount }),
  };
}
