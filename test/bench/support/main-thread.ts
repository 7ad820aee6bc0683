import type { BuiltPage } from "./built-page.ts";
import { type Frame, type Owner, ownersOf } from "./owners.ts";

/** One task of the page's main thread. */
export interface Task {
  /** Processor time, ms: what it lasts on a core of its own. */
  readonly ms: number;
  /** By the clock: longer where the thread had to wait for a core. */
  readonly wallMs: number;
  /** Residua's part of the processor time, ms. */
  readonly ownMs: number;
  /** Where Residua's part was spent: its innermost function and the share of the task, the largest first. */
  readonly where: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** µs, as the profile's. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread, µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

interface Node {
  readonly id: number;
  readonly children?: readonly number[];
  readonly callFrame: Frame;
}

interface Profile {
  readonly nodes: readonly Node[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** µs between samples of the stack. */
const interval = 500;

/**
 * Records every task of the page's main thread while `act` runs, and says how much of each was Residua's: the samples
 * of its stack that have a function of Residua's on them (see owners.ts), as a share of all its samples. What is on
 * the stack of the host alone would be there without Residua too.
 */
export async function recordTasks(
  { page, browser, app }: BuiltPage,
  act: () => Promise<void>,
): Promise<Task[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval });
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await session.send("Profiler.start");
  await act();
  const { profile } = await session.send("Profiler.stop");
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  await session.detach();
  return tasksOf(traceEvents, profile as Profile, await ownersOf(profile.nodes, app));
}

function tasksOf(
  events: readonly TraceEvent[],
  profile: Profile,
  owners: ReadonlyMap<number, Owner>,
): Task[] {
  const samples = samplesOf(profile);
  let next = 0;
  return mainThreadTasks(events).map(({ ts, dur = 0, tdur = 0 }) => {
    while (next < samples.length && samples[next]!.at < ts) next++;
    const places = new Map<string, number>();
    let [all, own] = [0, 0];
    for (; next < samples.length && samples[next]!.at <= ts + dur; next++) {
      const owner = owners.get(samples[next]!.node);
      all++;
      if (owner === undefined) continue;
      own++;
      places.set(owner, (places.get(owner) ?? 0) + 1);
    }
    const where = [...places]
      .sort(([, a], [, b]) => b - a)
      .map(([place, count]) => `${place} ${Math.round((100 * count) / all)} %`);
    return { ms: tdur / 1000, wallMs: dur / 1000, ownMs: all > 0 ? (tdur * own) / all / 1000 : 0, where };
  });
}

function samplesOf({ startTime, samples, timeDeltas }: Profile): { at: number; node: number }[] {
  let at = startTime;
  return samples
    .map((node, index) => {
      at += timeDeltas[index]!;
      return { at, node };
    })
    .sort((a, b) => a.at - b.at);
}

/** Of the page's renderer: the busiest one. In the order of time; none lies within another. */
function mainThreadTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const mains = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const byThread = mains.map(({ pid, tid }) =>
    events.filter((event) => event.name === "RunTask" && event.pid === pid && event.tid === tid),
  );
  const busy = (tasks: readonly TraceEvent[]) => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  const tasks = byThread.sort((a, b) => busy(b) - busy(a))[0] ?? [];
  return tasks.sort((a, b) => a.ts - b.ts);
}

/** Prints the tasks of which Residua's part was longest, and where it was spent. */
export function tell(tasks: readonly Task[]): void {
  for (const { ms, wallMs, ownMs, where } of tasks.toSorted((a, b) => b.ownMs - a.ownMs).slice(0, 5)) {
    const times = `${ownMs.toFixed(1)} of ${ms.toFixed(1)} ms (${wallMs.toFixed(0)} by the clock)`;
    console.error(`${times}: ${where.slice(0, 5).join(", ")}`);
  }
}
