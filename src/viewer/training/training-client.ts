import { ContextLostError } from "../../errors/index.ts";
import { decodeError } from "../../inference/errors-codec.ts";
import type {
  TrainingCallName,
  TrainingCalls,
  TrainingRequest,
  TrainingResponse,
  TrainingUpdate,
} from "./protocol.ts";

interface OpenCall {
  readonly resolve: (value: TrainingCalls[TrainingCallName]["result"]) => void;
  readonly reject: (reason: unknown) => void;
}

/** The training worker, as calls that return promises; they run one after the other in the worker. */
export class TrainingClient {
  readonly #worker: Worker;
  readonly #onUpdate: (update: TrainingUpdate) => void;
  readonly #open = new Map<number, OpenCall>();
  #ids = 0;

  constructor(onUpdate: (update: TrainingUpdate) => void) {
    this.#onUpdate = onUpdate;
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: "residua-training",
    });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<TrainingResponse>) =>
      this.#receive(data),
    );
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(
        new ContextLostError("The training worker stopped. The epochs before it are kept: go on with it.", {
          cause: new Error(event.message),
        }),
      );
    });
  }

  /** Rejects with the worker's error. */
  call<Name extends TrainingCallName>(
    name: Name,
    params: TrainingCalls[Name]["params"],
    transfer: Transferable[] = [],
  ): Promise<TrainingCalls[Name]["result"]> {
    this.#ids += 1;
    const id = this.#ids;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve: resolve as OpenCall["resolve"], reject });
      this.#send({ type: "call", id, name, params } as TrainingRequest, transfer);
    });
  }

  /** For the call that runs. */
  tell(type: "pause" | "go" | "stop"): void {
    this.#send({ type });
  }

  /** Ends the worker; open calls are rejected. */
  close(): void {
    this.#worker.terminate();
    this.#fail(new DOMException("The training worker was closed.", "AbortError"));
  }

  #send(request: TrainingRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(response: TrainingResponse): void {
    if (response.type === "update") {
      this.#onUpdate(response.update);
      return;
    }
    const call = this.#open.get(response.id);
    this.#open.delete(response.id);
    if (response.type === "result") call?.resolve(response.value);
    else call?.reject(decodeError(response.error));
  }

  #fail(reason: unknown): void {
    for (const call of this.#open.values()) call.reject(reason);
    this.#open.clear();
  }
}
