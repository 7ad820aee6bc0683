import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Not failures: a cancelled job, and the browser saying that it will measure again in the next frame. */
function isHarmless(error: unknown, message: string): boolean {
  return (
    (error instanceof DOMException && error.name === "AbortError") ||
    message.startsWith("ResizeObserver loop")
  );
}

/** Keeps the last failure that nothing else caught, so that the page can say that something went wrong. */
export class UnexpectedErrors implements ReactiveController {
  message: string | undefined;
  readonly #host: ReactiveControllerHost;
  #listeners: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    addEventListener("error", ({ error, message }) => this.report(error, message), { signal });
    addEventListener("unhandledrejection", ({ reason }) => this.report(reason), { signal });
  }

  hostDisconnected(): void {
    this.#listeners?.abort();
  }

  report(error: unknown, message = error instanceof Error ? error.message : String(error)): void {
    if (isHarmless(error, message)) return;
    this.message = message;
    this.#host.requestUpdate();
  }

  dismiss(): void {
    this.message = undefined;
    this.#host.requestUpdate();
  }
}
