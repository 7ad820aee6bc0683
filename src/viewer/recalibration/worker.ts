import { config } from "zod";
import { ContextLostError } from "../../errors/index.ts";
import { type LocalImage, recalibrate } from "../../evaluation/recalibrate.ts";
import { startBackend } from "../../inference/backends/start-backend.ts";
import { chooseBackend } from "../../inference/choose-backend.ts";
import { encodeError } from "../../inference/errors-codec.ts";
import { descriptionPath, parseDescription } from "../../vae/bundle.ts";
import { ImageQueue } from "./image-queue.ts";
import type { RecalibrationRequest, RecalibrationResponse, RecalibrationSettings } from "./protocol.ts";

// The page's policy forbids what zod would compile its schemas with.
config({ jitless: true });

const queue = new ImageQueue<LocalImage>(() => post({ type: "taken" }));

function post(response: RecalibrationResponse): void {
  self.postMessage(response);
}

function fail(error: unknown): void {
  post({ type: "error", error: encodeError(error) });
}

async function run({ files, population, wasmPaths, backend }: RecalibrationSettings): Promise<void> {
  const onLost = () =>
    fail(new ContextLostError("The graphics processor was reset. Start the recalibration again."));
  await chooseBackend({
    plan: { candidates: backend ? [backend] : ["wasm", "webgl"], mode: "first" },
    start: (name) => startBackend(name, { wasmPaths, onLost }),
    prepare: async () => ({ dispose: () => undefined }),
    measure: async () => 0,
  });
  const made = await recalibrate(files, queue, {
    population,
    onRefused: (reason) => post({ type: "refused", reason }),
  });
  const { id } = parseDescription(made.files.get(descriptionPath)!);
  const { version, report } = made;
  post({ type: "result", result: { files: made.files, id, version, report } });
}

self.addEventListener("message", ({ data }: MessageEvent<RecalibrationRequest>) => {
  switch (data.type) {
    case "begin":
      run(data.settings).catch(fail);
      break;
    case "image":
      queue.push({ frame: data.frame, patient: data.patient });
      break;
    case "end":
      queue.end();
  }
});
