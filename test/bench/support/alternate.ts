import { median } from "./statistics.ts";

export interface Alternation {
  /** Pairs of measurements. */
  readonly pairs: number;
  /** Calls in one measurement, so that it lasts some tens of milliseconds. */
  readonly calls?: number;
}

export interface Comparison {
  /** Median over the pairs of the subject's time over the reference's. */
  readonly ratio: number;
  /** Median ms of one call on a core of its own. */
  readonly subject: number;
  readonly reference: number;
}

/**
 * Times two functions in turn, the order reversed in each pair: what else runs on the machine slows both sides of a
 * pair alike, and a ratio of neighbours in time keeps what absolute times lose. What is timed is the time this process
 * computed, on all of its threads, not the time it waited for a core. Each is called once before.
 */
export async function alternate(
  subject: () => unknown,
  reference: () => unknown,
  { pairs, calls = 1 }: Alternation,
): Promise<Comparison> {
  await subject();
  await reference();
  const times = { subject: [] as number[], reference: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const sides = ["subject", "reference"] as const;
    for (const side of pair % 2 === 0 ? sides : sides.toReversed()) {
      times[side].push(await time(side === "subject" ? subject : reference, calls));
    }
  }
  return {
    ratio: median(times.subject.map((value, pair) => value / times.reference[pair]!)),
    subject: median(times.subject),
    reference: median(times.reference),
  };
}

/** ms of one call. */
async function time(call: () => unknown, calls: number): Promise<number> {
  const begun = process.cpuUsage();
  for (let index = 0; index < calls; index += 1) await call();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / (1000 * calls);
}
