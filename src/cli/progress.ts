import { SingleBar } from "cli-progress";

export interface Progress {
  /** @param text what follows the counts, such as "loss -1.2" */
  update(done: number, text?: string): void;
  stop(): void;
}

/** Without a terminal, a line this often. */
const lineInterval = 30_000;

/** A progress bar on standard error; a line now and then where that is no terminal. */
export function startProgress(title: string, total: number, unit: string): Progress {
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} ${unit}, {eta_formatted} left{text}`,
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: lineInterval,
    hideCursor: true,
    etaBuffer: 50,
    // The interrupt handler ends the work, and that stops the bar.
    gracefulExit: false,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  bar.start(total, 0, { text: "" });
  return {
    update: (done, text = "") => bar.update(done, { text: text === "" ? "" : ` · ${text}` }),
    stop: () => bar.stop(),
  };
}
