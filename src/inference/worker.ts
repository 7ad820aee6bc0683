import { encodeError } from "./errors-codec.ts";
import type { WorkerRequest, WorkerResponse } from "./protocol.ts";
import { resultBuffers } from "./transferables.ts";
import { createWorkerSession, type WorkerSession } from "./worker-session.ts";

const session = createWorkerSession(() => post({ type: "contextLost" }));
const calls = new Map<number, AbortController>();

function post(response: WorkerResponse, transfer: Transferable[] = []): void {
  self.postMessage(response, { transfer });
}

type Call = Extract<WorkerRequest, { type: "call" }>;

async function perform(call: Call, context: Parameters<WorkerSession["load"]>[1]): Promise<void> {
  const { id } = call;
  switch (call.name) {
    case "configure":
      return post({ type: "result", id, value: await session.configure(call.params, context) });
    case "load":
      return post({ type: "result", id, value: await session.load(call.params, context) });
    case "score": {
      const value = await session.score(call.params, context);
      return post({ type: "result", id, value }, resultBuffers(value));
    }
  }
}

async function answer(call: Call): Promise<void> {
  const { id } = call;
  const controller = new AbortController();
  calls.set(id, controller);
  try {
    await perform(call, {
      signal: controller.signal,
      onWarmUp: (backend) => post({ type: "warmUp", id, backend }),
    });
  } catch (error) {
    if (controller.signal.aborted) post({ type: "cancelled", id });
    else post({ type: "error", id, error: encodeError(error) });
  } finally {
    calls.delete(id);
  }
}

self.addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === "cancel") calls.get(data.id)?.abort();
  else void answer(data);
});
