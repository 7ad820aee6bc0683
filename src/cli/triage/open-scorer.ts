import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { loadModel } from "../../scoring/model.ts";
import {
  type ScoredSlice,
  type SliceScorer,
  sliceFrames,
  sliceScorer,
} from "../../triage/worker/slice-scorer.ts";
import { startTensorflow } from "../tensorflow.ts";
import type { ThreadAnswer, ThreadRequest, ThreadSetup } from "./thread-protocol.ts";

export interface OpenScorer extends SliceScorer {
  dispose(): Promise<void>;
}

/** Beside the built command line; from the sources there is none. */
const threadFile = fileURLToPath(new URL("./scoring-thread.js", import.meta.url));

/** A scorer in a thread of its own where the command line was built, else in this one. */
export async function openScorer(folders: readonly string[]): Promise<OpenScorer> {
  if (existsSync(threadFile)) return startThread({ folders });
  await startTensorflow();
  const models = await Promise.all(folders.map((folder) => loadModel(folderBundleSource(folder))));
  return {
    ...sliceScorer(models),
    async dispose() {
      for (const model of models) model.dispose();
    },
  };
}

interface Waiting {
  take(message: ThreadAnswer): void;
  fail(error: unknown): void;
}

async function startThread(setup: ThreadSetup): Promise<OpenScorer> {
  const thread = new Worker(threadFile, { workerData: setup });
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let ended: unknown;
  const endAll = (error: unknown) => {
    ended ??= error;
    for (const { fail } of waiting.values()) fail(error);
  };
  const models = await new Promise<readonly string[]>((resolve, reject) => {
    thread.on("message", (message: ThreadAnswer) => {
      if (message.kind === "ready") resolve(message.models);
      else waiting.get(message.id)?.take(message);
    });
    thread.once("error", (error) => {
      endAll(error);
      reject(error);
    });
    thread.once("exit", () => endAll(new Error("The scoring thread has ended.")));
  });
  const post = (request: ThreadRequest) => thread.postMessage(request);

  return {
    models,
    countFrames: sliceFrames,
    async *scoreFile(bytes, { model, done, pictureAbove, signal }) {
      signal.throwIfAborted();
      if (ended !== undefined) throw ended;
      const id = next++;
      const slices: ScoredSlice[] = [];
      const state: { over: boolean; error?: unknown } = { over: false };
      let wake = () => {};
      const settle = (error?: unknown) => {
        state.over = true;
        state.error = error;
        wake();
      };
      const onAbort = () => {
        post({ kind: "cancel", id });
        settle(signal.reason);
      };
      waiting.set(id, {
        take(message) {
          if (message.kind === "slice") slices.push(message.slice);
          else if (message.kind === "end") settle();
          else if (message.kind === "failure") settle(message.error);
          wake();
        },
        fail: settle,
      });
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        post({ kind: "score", id, bytes, model, done: [...done], pictureAbove });
        for (;;) {
          const slice = slices.shift();
          if (slice) yield slice;
          else if (state.over) {
            if (state.error !== undefined) throw state.error;
            return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
        waiting.delete(id);
        if (!state.over) post({ kind: "cancel", id });
      }
    },
    async dispose() {
      await thread.terminate();
    },
  };
}
