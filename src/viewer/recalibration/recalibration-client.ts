import { ContextLostError } from "../../errors/index.ts";
import type { Frame } from "../../imaging/frame.ts";
import { decodeError } from "../../inference/errors-codec.ts";
import { copyFrame } from "../../inference/transferables.ts";
import type { ApplicabilityReason } from "../../scoring/result.ts";
import type {
  RecalibrationRequest,
  RecalibrationResponse,
  RecalibrationSettings,
  SiteCalibration,
} from "./protocol.ts";

/** One recalibration in a worker of its own. */
export class RecalibrationClient {
  readonly #worker: Worker;
  readonly #onRefused: (reason: ApplicabilityReason) => void;
  readonly #result: Promise<SiteCalibration>;
  #settle: { resolve(result: SiteCalibration): void; reject(reason: unknown): void } | undefined;
  #waiting: { resolve(): void; reject(reason: unknown): void }[] = [];
  #failure: { readonly error: unknown } | undefined;

  /** @param onRefused the model is not for an image */
  constructor(settings: RecalibrationSettings, onRefused: (reason: ApplicabilityReason) => void) {
    this.#onRefused = onRefused;
    this.#result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever waits for an image hears of a failure first.
    this.#result.catch(() => undefined);
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: "residua-recalibration",
    });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<RecalibrationResponse>) =>
      this.#receive(data),
    );
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      const cause = new Error(event.message);
      this.#fail(new ContextLostError("The recalibration stopped. Start it again.", { cause }));
    });
    this.#send({ type: "begin", settings });
  }

  /** Resolves when the worker has taken it. @throws what the recalibration failed with */
  add(frame: Frame, patient: string): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    const copy = copyFrame(frame);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#send({ type: "image", frame: copy.frame, patient }, copy.transfer);
    });
  }

  /** After the last image. @throws what `recalibrate` throws */
  finish(): Promise<SiteCalibration> {
    this.#send({ type: "end" });
    return this.#result;
  }

  /** Ends the worker; what waits is rejected. */
  close(): void {
    this.#worker.terminate();
    this.#fail(new DOMException("The recalibration was cancelled.", "AbortError"));
  }

  #send(request: RecalibrationRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(response: RecalibrationResponse): void {
    switch (response.type) {
      case "taken":
        this.#waiting.shift()?.resolve();
        break;
      case "refused":
        this.#onRefused(response.reason);
        break;
      case "result":
        this.#settle?.resolve(response.result);
        break;
      case "error":
        this.#fail(decodeError(response.error));
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { reject } of this.#waiting) reject(error);
    this.#waiting = [];
    this.#settle?.reject(error);
  }
}
