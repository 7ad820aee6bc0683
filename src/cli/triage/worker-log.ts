import type { WatchEvent } from "../../triage/sources/watch.ts";
import type { WorkerEvent } from "../../triage/worker/run-worker.ts";

/** Says on standard error what happens, the same sentence once in a row; never whose images they are. */
export function workerLog(): (event: WatchEvent | WorkerEvent) => void {
  let last = "";
  return (event) => {
    const text = sentence(event);
    if (text === undefined || text === last) return;
    last = text;
    console.error(text);
  };
}

function sentence(event: WatchEvent | WorkerEvent): string | undefined {
  switch (event.kind) {
    case "slice":
      return undefined;
    case "queued":
      return `Queued: ${event.jobs} series.`;
    case "series":
      return `Scored: ${event.text}`;
    case "retry":
      return `Tried again later, or listed as failed: ${event.text}`;
    default:
      return event.text;
  }
}
