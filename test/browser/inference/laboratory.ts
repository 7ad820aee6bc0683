import { createEngine, type EngineOptions } from "../../../src/inference/client.ts";
import type { Engine, LoadModelOptions } from "../../../src/inference/engine.ts";
import { sha256 } from "../../../src/vae/sha256.ts";
import type { Instruments, Report, Word } from "./instruments.ts";

export interface Laboratory {
  readonly engine: Engine;
  /** What the workers have reported so far. */
  count(report: Report): number;
  /** All workers the engine has asked for. */
  readonly workers: readonly { terminated: boolean }[];
  /** Resolves when a worker has acted on the word. */
  tell(word: Word): Promise<void>;
  close(): void;
}

let channels = 0;

/** An engine whose workers can be looked into and disturbed. Everything in them is real. */
export function openLaboratory(
  options: EngineOptions = {},
  instruments: Omit<Instruments, "channel"> = {},
): Laboratory {
  channels += 1;
  const name = `laboratory ${channels}`;
  const channel = new BroadcastChannel(name);
  const reports: Report[] = [];
  const workers: { terminated: boolean }[] = [];
  channel.addEventListener("message", ({ data }: MessageEvent<{ report?: Report }>) => {
    if (data.report) reports.push(data.report);
  });
  function createWorker(): Worker {
    const url = new URL("./instrumented-worker.ts", import.meta.url);
    const worker = new Worker(url, {
      type: "module",
      name: JSON.stringify({ ...instruments, channel: name }),
    });
    const watched = { terminated: false };
    workers.push(watched);
    const terminate = worker.terminate.bind(worker);
    worker.terminate = () => {
      watched.terminated = true;
      terminate();
    };
    return worker;
  }
  const engine = createEngine({ createWorker, ...options });
  return {
    engine,
    workers,
    count: (report) => reports.filter((each) => each === report).length,
    tell: (word) =>
      new Promise((resolve) => {
        channel.addEventListener("message", function answer({ data }: MessageEvent<{ report?: Report }>) {
          if (data.report !== "done") return;
          channel.removeEventListener("message", answer);
          resolve();
        });
        channel.postMessage({ word });
      }),
    close() {
      engine.dispose();
      channel.close();
    },
  };
}

/** The bundle for tests, as a manifest would name it. */
export function tinyModel(): Promise<LoadModelOptions> {
  return committedModel("test/fixtures/tiny-bundle");
}

/** @param folder from the project's root */
export async function committedModel(folder: string): Promise<LoadModelOptions> {
  // Not written as new URL(literal, import.meta.url), which Vite takes for a file to import.
  const here: string = import.meta.url;
  const url = new URL(`../../../${folder}`, here).href;
  const response = await fetch(`${url}/bundle.json`);
  return { url, sha256: await sha256(new Uint8Array(await response.arrayBuffer())) };
}
