import { SingleBar } from "cli-progress";
import { duration } from "../training/report/duration.ts";

export interface Progress {
  /**
   * @param text what follows the counts, such as "loss -1.2"
   * @param secondsLeft until all is done, where the bar was started with `hasEstimate`
   */
  update(done: number, text?: string, secondsLeft?: number): void;
  stop(): void;
}

/** Without a terminal, a line this often. */
const lineInterval = 30_000;

export interface ProgressOptions {
  /** Each update says how long the rest will take: the bar's own guess does not know where a run was taken up. */
  readonly hasEstimate?: boolean;
}

/** A progress bar on standard error; a line now and then where that is no terminal. */
export function startProgress(
  title: string,
  total: number,
  unit: string,
  { hasEstimate = false }: ProgressOptions = {},
): Progress {
  const left = hasEstimate ? "{left}" : "{eta_formatted}";
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} ${unit}, ${left} left{text}`,
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: lineInterval,
    hideCursor: true,
    barsize: 20,
    etaBuffer: 50,
    // The interrupt handler ends the work, and that stops the bar.
    gracefulExit: false,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  bar.start(total, 0, { text: "", left: "?" });
  return {
    update: (done, text = "", secondsLeft) =>
      bar.update(done, {
        text: text === "" ? "" : ` · ${text}`,
        left: secondsLeft === undefined ? "?" : duration(secondsLeft),
      }),
    stop: () => bar.stop(),
  };
}
