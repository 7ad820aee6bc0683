import { BackendUnavailableError, ContextLostError } from "../errors/index.ts";
import type { BackendName } from "./engine.ts";
import { decodeError } from "./errors-codec.ts";
import type { CallName, Calls, WorkerRequest, WorkerResponse } from "./protocol.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export interface CallOptions {
  readonly transfer?: Transferable[];
  readonly signal?: AbortSignal | undefined;
  /** Running time after which the worker counts as lost, ms; none when absent. */
  readonly limitMs?: number | undefined;
  /** The same for each backend that a `load` warms up, from its beginning. */
  readonly warmUpLimitMs?: number | undefined;
  readonly onWarmUp?: (backend: BackendName) => void;
}

/** One worker, as calls that return promises. */
export interface Connection {
  /** Rejects with the worker's error, with the signal's reason once the worker has stopped, or with the fault. */
  call<Name extends CallName>(
    name: Name,
    params: Calls[Name]["params"],
    options?: CallOptions,
  ): Promise<Calls[Name]["result"]>;
  /** Terminates the worker and rejects all open calls with `reason`. */
  close(reason: unknown): void;
}

interface OpenCall {
  readonly resolve: (value: Calls[CallName]["result"]) => void;
  readonly reject: (reason: unknown) => void;
  readonly onWarmUp: (backend: BackendName) => void;
  readonly onCancelled: () => void;
}

/**
 * @param onFault called once when the worker is gone: the GPU took its context away, it crashed, or it went silent.
 *   By then all open calls have been rejected with the same error, and the worker is terminated.
 */
export function connect(worker: Worker, onFault: (error: Error) => void): Connection {
  const open = new Map<number, OpenCall>();
  let ids = 0;
  let answered = false;
  let closed: { readonly reason: unknown } | undefined;

  function close(reason: unknown): void {
    if (closed) return;
    closed = { reason };
    worker.terminate();
    for (const call of open.values()) call.reject(reason);
    open.clear();
  }

  function fail(error: Error): void {
    if (closed) return;
    close(error);
    onFault(error);
  }

  function receive(response: WorkerResponse): void {
    answered = true;
    if (response.type === "contextLost") fail(lost("The graphics processor was reset."));
    else if (response.type === "warmUp") open.get(response.id)?.onWarmUp(response.backend);
    else settle(response);
  }

  function settle(response: Exclude<WorkerResponse, { type: "contextLost" | "warmUp" }>): void {
    const call = open.get(response.id);
    open.delete(response.id);
    if (response.type === "result") call?.resolve(response.value);
    else if (response.type === "error") call?.reject(decodeError(response.error));
    else call?.onCancelled();
  }

  worker.addEventListener("message", ({ data }: MessageEvent<WorkerResponse>) => receive(data));
  worker.addEventListener("messageerror", () =>
    fail(lost("The inference worker sent what could not be read.")),
  );
  worker.addEventListener("error", (event) => {
    // The page's own error handlers need not hear of it: it is reported through the calls.
    event.preventDefault();
    fail(answered ? crashed(event) : notStarted(event));
  });

  return {
    close,
    call(name, params, { transfer = [], signal, limitMs, warmUpLimitMs, onWarmUp } = {}) {
      type Result = Calls[typeof name]["result"];
      if (closed) return Promise.reject(closed.reason);
      if (signal?.aborted) return Promise.reject(signal.reason);
      ids += 1;
      const id = ids;
      let watchdog: Watchdog | undefined;
      const watch = (ms: number | undefined) => {
        watchdog?.stop();
        if (ms !== undefined) watchdog = startWatchdog(ms, () => fail(silent(ms)));
      };
      const cancel = () => send({ type: "cancel", id });
      const result = new Promise<Result>((resolve, reject) => {
        open.set(id, {
          resolve: (value) => resolve(value as Result),
          reject,
          onWarmUp(backend) {
            watch(warmUpLimitMs);
            onWarmUp?.(backend);
          },
          onCancelled: () => reject(signal?.reason),
        });
        send({ type: "call", id, name, params } as WorkerRequest, transfer);
        watch(limitMs);
        signal?.addEventListener("abort", cancel, { once: true });
      });
      return result.finally(() => {
        watchdog?.stop();
        signal?.removeEventListener("abort", cancel);
      });
    },
  };

  function send(request: WorkerRequest, transfer: Transferable[] = []): void {
    if (!closed) worker.postMessage(request, transfer);
  }
}

function lost(what: string, options?: ErrorOptions): ContextLostError {
  return new ContextLostError(`${what} Residua starts again by itself; repeat the request.`, options);
}

function silent(ms: number): ContextLostError {
  return lost(`The graphics processor gave no answer for ${Math.round(ms / 1000)} s.`);
}

function crashed(event: ErrorEvent): ContextLostError {
  return lost("The inference worker stopped.", { cause: new Error(event.message) });
}

function notStarted(event: ErrorEvent): BackendUnavailableError {
  return new BackendUnavailableError(
    "The inference worker could not start. Check that its script can be reached and that the page's security policy allows workers.",
    { cause: new Error(event.message || "The worker's script could not be loaded.") },
  );
}
