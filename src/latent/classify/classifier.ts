import { z } from "zod";
import type { Vectors } from "../distances.ts";

/** Fitted, with numbers alone: what a file of it holds. */
export interface Fitted {
  /** @returns [count][classes], each row adding up to 1 */
  probabilities(vectors: Vectors): number[][];
  /** Plain data, from which `restore` makes the same again. */
  toJSON(): unknown;
}

export interface Training {
  /** [count][features], of about unit spread. */
  readonly vectors: Vectors;
  /** By image: its class, from 0. */
  readonly classes: readonly number[];
  readonly classCount: number;
  /** Of what is drawn at random. */
  readonly seed: number;
}

/** A kind of classifier. */
export interface Classifier {
  fit(training: Training): Fitted;
  /** @throws ZodError when the file's numbers are not those of this kind */
  restore(json: unknown): Fitted;
}

export const classifierNames = ["logistic", "neighbours", "forest", "ensemble"] as const;
export type ClassifierName = (typeof classifierNames)[number];

export const vectorSchema = z.array(z.number());

/** Rows that add up to 1; even shares where nothing speaks for any class. */
export function normalised(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => {
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => (sum > 0 ? value / sum : 1 / row.length));
  });
}
