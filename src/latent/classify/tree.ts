import { DecisionTreeClassifier } from "ml-cart";
import { z } from "zod";
import type { Classifier, Fitted } from "./classifier.ts";

/** A question that a tree asks, or the answer at its end. */
export type TreeNode =
  | { readonly feature: number; readonly below: number; readonly yes: TreeNode; readonly no: TreeNode }
  | { readonly shares: readonly number[] };

const nodeSchema: z.ZodType<TreeNode> = z.lazy(() =>
  z.union([
    z.strictObject({
      feature: z.int().nonnegative(),
      below: z.number(),
      yes: nodeSchema,
      no: nodeSchema,
    }),
    z.strictObject({ shares: z.array(z.number()) }),
  ]),
);

const schema = z.strictObject({ root: nodeSchema });

/** Deep enough to say something, shallow enough to be read. */
const depth = 4;

export interface FittedTree extends Fitted {
  readonly root: TreeNode;
}

/** A decision tree by CART (Breiman et al., 1984). */
export const tree = {
  fit({ vectors, classes, classCount }): FittedTree {
    const classifier = new DecisionTreeClassifier({
      gainFunction: "gini",
      maxDepth: depth,
      minNumSamples: Math.max(5, Math.round(vectors.length / 50)),
    });
    classifier.train(vectors, classes);
    const { root } = JSON.parse(JSON.stringify(classifier.toJSON())) as { root: LibraryNode };
    return fittedTree(nodeOf(root, classCount));
  },
  restore: (json): FittedTree => fittedTree(schema.parse(json).root),
} satisfies Classifier;

function fittedTree(root: TreeNode): FittedTree {
  return {
    root,
    probabilities: (vectors) => vectors.map((vector) => [...treePath(root, vector).shares]),
    toJSON: () => ({ root }),
  };
}

export interface TreeStep {
  readonly feature: number;
  readonly below: number;
  readonly isBelow: boolean;
}

export interface TreePath {
  readonly steps: readonly TreeStep[];
  /** Of the classes among the training images that ended there. */
  readonly shares: readonly number[];
}

/** The questions that are asked of one image, with its answers. */
export function treePath(root: TreeNode, vector: readonly number[]): TreePath {
  const steps: TreeStep[] = [];
  let node = root;
  while ("feature" in node) {
    const { feature, below } = node;
    const isBelow = vector[feature]! < below;
    steps.push({ feature, below, isBelow });
    node = isBelow ? node.yes : node.no;
  }
  return { steps, shares: node.shares };
}

/** A node as the library writes it. */
interface LibraryNode {
  readonly splitColumn?: number;
  readonly splitValue?: number;
  readonly left?: LibraryNode;
  readonly right?: LibraryNode;
  /** One row: the shares of the classes up to the highest that occurs. */
  readonly distribution?: readonly (readonly number[])[];
}

function nodeOf(
  { splitColumn, splitValue, left, right, distribution }: LibraryNode,
  classCount: number,
): TreeNode {
  if (left && right && splitColumn !== undefined && splitValue !== undefined) {
    return {
      feature: splitColumn,
      below: splitValue,
      yes: nodeOf(left, classCount),
      no: nodeOf(right, classCount),
    };
  }
  const [row = []] = distribution ?? [];
  // The library adds up 1/n for each image: its last digits are not those of a share.
  const shares = Array.from({ length: classCount }, (_, index) => Number((row[index] ?? 0).toPrecision(12)));
  return { shares };
}
