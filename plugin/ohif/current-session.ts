import type { Session } from "./session.ts";

/**
 * The session of the page: OHIF makes the panel's and the corner's elements by their names alone, so that nothing can
 * be handed to them.
 */
let current: Session | undefined;

const changes = new EventTarget();

export function currentSession(): Session | undefined {
  return current;
}

/** Ends the session before. */
export function replaceSession(session: Session | undefined): void {
  current?.dispose();
  current = session;
  changes.dispatchEvent(new Event("change"));
}

/** Calls `listener` now, when there is another session, and whenever the session changes, until `signal` ends it. */
export function followSession(listener: (session: Session | undefined) => void, signal: AbortSignal): void {
  let followed: AbortController | undefined;
  const follow = () => {
    followed?.abort();
    followed = new AbortController();
    const ended = AbortSignal.any([signal, followed.signal]);
    current?.addEventListener("change", () => listener(current), { signal: ended });
    listener(current);
  };
  changes.addEventListener("change", follow, { signal });
  signal.addEventListener("abort", () => followed?.abort(), { once: true });
  follow();
}
