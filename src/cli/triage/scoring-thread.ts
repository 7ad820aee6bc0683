/** A thread that scores, so that the server answers and heartbeats are sent meanwhile; an entry of the build. */
import { parentPort, workerData } from "node:worker_threads";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { loadModel } from "../../scoring/model.ts";
import { sliceScorer } from "../../triage/worker/slice-scorer.ts";
import { startTensorflow } from "../tensorflow.ts";
import type { ThreadAnswer, ThreadRequest, ThreadSetup } from "./thread-protocol.ts";

const { folders } = workerData as ThreadSetup;
const port = parentPort!;
const answer = (message: ThreadAnswer) => port.postMessage(message);

await startTensorflow();
const scorer = sliceScorer(await Promise.all(folders.map((folder) => loadModel(folderBundleSource(folder)))));
const running = new Map<number, AbortController>();

async function score({ id, bytes, model, done, pictureAbove }: Extract<ThreadRequest, { kind: "score" }>) {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const options = { model, done: new Set(done), pictureAbove, signal: controller.signal };
    for await (const slice of scorer.scoreFile(bytes, options)) answer({ kind: "slice", id, slice });
    answer({ kind: "end", id });
  } catch (error) {
    answer({ kind: "failure", id, error });
  } finally {
    running.delete(id);
  }
}

port.on("message", (request: ThreadRequest) => {
  if (request.kind === "score") void score(request);
  else running.get(request.id)?.abort();
});
answer({ kind: "ready", models: scorer.models });
