import type { Classifier, ClassifierName } from "./classifier.ts";
import { forest } from "./forest.ts";
import { logistic } from "./logistic.ts";
import { neighbours } from "./neighbours.ts";
import { svm } from "./svm.ts";
import { tree } from "./tree.ts";

export const classifiers = { logistic, neighbours, forest, tree, svm } as const satisfies Readonly<
  Record<ClassifierName, Classifier>
>;
