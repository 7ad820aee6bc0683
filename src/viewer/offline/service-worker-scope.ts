/** What is used of a service worker's global scope: TypeScript's library for it cannot be loaded beside the page's. */
export interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    matchAll(options: {
      readonly type: "window";
      readonly includeUncontrolled: true;
    }): Promise<readonly { readonly url: string }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: "activate", listener: (event: LongEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent & LongEvent) => void): void;
}

interface LongEvent {
  /** Keeps the worker alive until the promise settles. */
  waitUntil(work: Promise<unknown>): void;
}
