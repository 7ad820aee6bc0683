import type { StoreObjectsOutcome } from "../../report/store-objects.ts";
import type { StoredObject } from "../../report/structured-report.ts";
import type { Problem } from "../../ui/panel-data.ts";
import type { SentObject, ServerAddress, StoreRequest, StoreResponse } from "./protocol.ts";

/** Why a server could not be talked to, for the interface. */
export class StoreProblem extends Error {
  override readonly name = "StoreProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Talks to a DICOMweb server from a worker of its own. The page's policy lets the page itself connect to nowhere but
 * where it came from; only this worker may, and it knows no more than what is sent.
 */
export class StoreClient {
  readonly #worker = new Worker(new URL("./store-worker.ts", import.meta.url), {
    type: "module",
    name: "residua-store",
  });
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.dispose(), { once: true });
  }

  /** @throws StoreProblem; the signal's reason */
  async findPredecessors(
    server: ServerAddress,
    source: Pick<StoredObject, "StudyInstanceUID" | "SeriesInstanceUID">,
  ): Promise<readonly StoredObject[]> {
    const answer = await this.#ask({ type: "predecessors", ...server, source });
    return answer.type === "predecessors" ? answer.found : [];
  }

  /** @throws StoreProblem; the signal's reason */
  async store(
    server: ServerAddress,
    objects: readonly SentObject[],
    onProgress: (done: number, total: number) => void,
  ): Promise<StoreObjectsOutcome> {
    const answer = await this.#ask({ type: "store", ...server, objects }, onProgress);
    return answer.type === "stored" ? answer.outcome : { stored: [], refused: [], present: [] };
  }

  dispose(): void {
    this.#worker.terminate();
  }

  #ask(
    request: StoreRequest,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Exclude<StoreResponse, { type: "progress" | "failed" }>> {
    const ended = new AbortController();
    const { signal } = ended;
    return new Promise<Exclude<StoreResponse, { type: "progress" | "failed" }>>((resolve, reject) => {
      this.#signal.throwIfAborted();
      this.#signal.addEventListener("abort", () => reject(this.#signal.reason), { signal });
      this.#worker.addEventListener(
        "message",
        ({ data }: MessageEvent<StoreResponse>) => {
          if (data.type === "progress") onProgress?.(data.done, data.total);
          else if (data.type === "failed") reject(new StoreProblem(data.problem));
          else resolve(data);
        },
        { signal },
      );
      this.#worker.addEventListener(
        "error",
        (event) => {
          event.preventDefault();
          reject(new StoreProblem({ code: "unexpected", message: event.message, details: {} }));
        },
        { signal },
      );
      this.#worker.postMessage(request);
    }).finally(() => ended.abort());
  }
}
