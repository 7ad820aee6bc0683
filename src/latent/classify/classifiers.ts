import type { Classifier, ClassifierName } from "./classifier.ts";
import { ensemble } from "./ensemble.ts";
import { forest } from "./forest.ts";
import { logistic } from "./logistic.ts";
import { neighbours } from "./neighbours.ts";

export const classifiers = { logistic, neighbours, forest, ensemble } as const satisfies Readonly<
  Record<ClassifierName, Classifier>
>;
