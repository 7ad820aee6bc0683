import { config } from "zod";
import { ContextLostError } from "../../errors/index.ts";
import { encodeError } from "../../inference/errors-codec.ts";
import { Pause } from "./pause.ts";
import type { TrainingRequest, TrainingResponse } from "./protocol.ts";
import { createRunStore } from "./run-store.ts";
import { createTrainingSession, type TrainingCallContext } from "./training-session.ts";

// The page's policy forbids what zod would compile its schemas with.
config({ jitless: true });

const session = createTrainingSession({
  store: createRunStore(),
  onUpdate: (update) => post({ type: "update", update }),
  onLost: () => {
    for (const id of open.keys()) fail(id, contextLost());
  },
});
/** Calls under way. */
const open = new Map<number, AbortController>();
const pause = new Pause();

function post(response: TrainingResponse): void {
  self.postMessage(response);
}

function fail(id: number, error: unknown): void {
  if (!open.delete(id)) return;
  post({ type: "error", id, error: encodeError(error) });
}

function contextLost(): ContextLostError {
  return new ContextLostError(
    "The graphics processor was reset. The epochs before it are kept: go on with the training.",
  );
}

type Call = Extract<TrainingRequest, { type: "call" }>;

function perform({ name, params }: Call, context: TrainingCallContext) {
  const act = session[name] as (
    params: unknown,
    context: TrainingCallContext,
  ) => ReturnType<(typeof session)[typeof name]>;
  return act(params, context);
}

async function answer(call: Call): Promise<void> {
  const { id } = call;
  const controller = new AbortController();
  open.set(id, controller);
  // A pause of the run before is over; other calls are answered while one is paused.
  if (call.name === "train" || call.name === "resume") pause.end();
  try {
    const value = await perform(call, { signal: controller.signal, pause });
    if (open.delete(id)) post({ type: "result", id, value });
  } catch (error) {
    fail(id, error);
  }
}

self.addEventListener("message", ({ data }: MessageEvent<TrainingRequest>) => {
  switch (data.type) {
    case "call":
      void answer(data);
      break;
    case "pause":
      pause.begin();
      break;
    case "go":
      pause.end();
      break;
    case "stop":
      for (const controller of open.values()) {
        controller.abort(new DOMException("Stopped.", "AbortError"));
      }
  }
});
