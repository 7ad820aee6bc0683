/** What is used of libraries that bring no types, or wrong ones. */
declare module "ml-logistic-regression" {
  import type { Matrix } from "ml-matrix";

  export default class LogisticRegression {
    readonly classifiers: readonly { testScores(features: Matrix): number[]; readonly weights: Matrix }[];
    constructor(options: { readonly numSteps: number; readonly learningRate: number });
    train(features: Matrix, labels: Matrix): void;
    static load(model: unknown): LogisticRegression;
    toJSON(): unknown;
  }
}

declare module "ml-cart" {
  export class DecisionTreeClassifier {
    constructor(options: {
      readonly gainFunction: "gini";
      readonly maxDepth: number;
      readonly minNumSamples: number;
    });
    train(features: readonly (readonly number[])[], labels: readonly number[]): void;
    toJSON(): unknown;
  }
}

declare module "libsvm-js/asm" {
  interface SvmOptions {
    readonly kernel: number;
    readonly type: number;
    readonly cost: number;
    readonly gamma: number;
    readonly probabilityEstimates: boolean;
    readonly quiet: boolean;
  }

  /** The options that are not known are refused at training. */
  export default class Svm {
    static readonly KERNEL_TYPES: { readonly RBF: number };
    static readonly SVM_TYPES: { readonly C_SVC: number };
    constructor(options: SvmOptions);
    train(samples: readonly (readonly number[])[], labels: readonly number[]): void;
    predictProbability(samples: readonly (readonly number[])[]): {
      readonly estimates: readonly { readonly label: number; readonly probability: number }[];
    }[];
    serializeModel(): string;
    static load(serialized: string): Svm;
    free(): void;
  }
}

declare module "density-clustering" {
  export class DBSCAN {
    /** @returns the places of each cluster's members */
    run<T>(
      data: readonly T[],
      radius: number,
      fewestNeighbours: number,
      distance: (a: T, b: T) => number,
    ): number[][];
  }
}
