/** The process of one round of one bench: measures, and answers the runner through its channel. */

import { Skipped } from "./bench.ts";
import { benches } from "./benches.ts";

export type Answer = { readonly values: Readonly<Record<string, number>> } | { readonly skipped: string };

const name = process.argv[2] ?? "";
const answer: Answer = await benches[name]!.run().then(
  (values) => ({ values }),
  (error: unknown) => {
    if (error instanceof Skipped) return { skipped: error.message };
    throw error;
  },
);
// Once it is through: a backend's workers must not keep the process alive.
process.send?.(answer, () => process.exit());
