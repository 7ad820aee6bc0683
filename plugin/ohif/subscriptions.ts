import type { HostEvents } from "./host-types.ts";

/** Subscriptions to the host's services, to be ended together. */
export class Subscriptions {
  readonly #ends: (() => void)[] = [];

  /** An event that this version of the host does not have is left out. */
  add(source: HostEvents, name: string, listener: (detail: unknown) => void): void {
    const event = source.EVENTS[name];
    if (event === undefined) return;
    const { unsubscribe } = source.subscribe(event, listener);
    this.#ends.push(unsubscribe);
  }

  dispose(): void {
    for (const end of this.#ends.splice(0)) end();
  }
}
