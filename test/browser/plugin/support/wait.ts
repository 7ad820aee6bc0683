import type { Overlay, OverlayState } from "../../../../plugin/index.ts";

/** Waits until the overlay is in a state; at once where it is. */
export function reaches(overlay: Overlay, ...states: OverlayState[]): Promise<void> {
  if (states.includes(overlay.state)) return Promise.resolve();
  return new Promise((resolve) => {
    overlay.addEventListener("residua-state", function check({ detail }) {
      if (!states.includes(detail.state)) return;
      overlay.removeEventListener("residua-state", check);
      resolve();
    });
  });
}

export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

export function deferred<Value>(): Deferred<Value> {
  let parts: Pick<Deferred<Value>, "resolve" | "reject"> | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    parts = { resolve, reject };
  });
  return { promise, ...parts! };
}

/** Until everything that was ready to run has run. */
export const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
