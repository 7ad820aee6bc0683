import type { ReactiveController, ReactiveControllerHost } from "lit";
import { askWorker } from "./ask-worker.ts";
import { keepSamples } from "./keep-samples.ts";
import { type OfflineRefusal, offlineRefusal, rememberOffline } from "./offline-support.ts";
import { samplesCachePrefix, serviceWorkerFile } from "./protocol.ts";

/**
 * `off`: the page is not kept; `preparing`: its files are being fetched; `ready`: it opens without a network;
 * `update`: as `ready`, and a newer one waits; `failed`: its files could not be kept.
 */
export const offlineStates = ["off", "preparing", "ready", "update", "failed"] as const;
export type OfflineState = (typeof offlineStates)[number];

/** A window that stays open for days asks for a new version when it is looked at again, at most this often, ms. */
const updateEvery = 60 * 60 * 1000;
/** A page that is never idle is kept after this, ms. */
const idleTimeoutMs = 5000;

/** Keeps the page for use without a network, by its service worker, and tells of newer versions. */
export class OfflinePage implements ReactiveController {
  state: OfflineState = "off";
  /** Why it is `off`; undefined in the other states. */
  refusal: OfflineRefusal | undefined = offlineRefusal();
  /** The new version cannot take over while other windows of the page are open. */
  otherWindows = false;
  readonly #host: ReactiveControllerHost;
  readonly #listeners = new AbortController();
  #registration: ServiceWorkerRegistration | undefined;
  #asked = performance.now();
  #dismissed = false;
  #samplesKept = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.refusal) return;
    // What is on the screen goes first.
    whenIdle(() => void this.#start());
    document.addEventListener("visibilitychange", () => this.#askForUpdate(), {
      signal: this.#listeners.signal,
    });
  }

  hostDisconnected(): void {
    this.#listeners.abort();
  }

  /** Whether the user should hear that a new version is ready. */
  get updateOffered(): boolean {
    return this.state === "update" && !this.#dismissed;
  }

  /** The user goes on with this version; the new one takes over when all windows of the page have been closed. */
  dismissUpdate(): void {
    this.#dismissed = true;
    this.#changed();
  }

  /** Reloads the page as the new version, unless other windows of it are open. */
  async update(): Promise<void> {
    const waiting = this.#registration?.waiting;
    if (!waiting) return;
    const replaced = new Promise<void>((resolve) => {
      navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
    });
    const answer = await askWorker(waiting, { type: "residua-activate" });
    this.otherWindows = answer === "other-windows";
    this.#changed();
    if (answer !== "activating") return;
    await replaced;
    location.reload();
  }

  /** Keeps the page again after it was removed. */
  async turnOn(): Promise<void> {
    rememberOffline(true);
    this.refusal = offlineRefusal();
    if (!this.refusal) await this.#start();
    else this.#changed();
  }

  /** Forgets the kept page and samples: the next visit needs the network. */
  async turnOff(): Promise<void> {
    rememberOffline(false);
    await this.#registration?.unregister();
    const own = await ownCaches(this.#registration?.scope);
    await Promise.all(own.map((name) => caches.delete(name)));
    this.#registration = undefined;
    this.refusal = "turned-off";
    this.#set("off");
  }

  async #start(): Promise<void> {
    this.#set("preparing");
    try {
      const registration = await navigator.serviceWorker.register(serviceWorkerFile, {
        // The list of files is in the script itself: it must never come from the browser's own cache.
        updateViaCache: "none",
      });
      this.#registration = registration;
      const { signal } = this.#listeners;
      registration.addEventListener("updatefound", () => this.#follow(registration.installing), { signal });
      this.#follow(registration.installing);
      this.#settle();
    } catch {
      // The script is not there, or the browser forbids it: the page works as before, with a network.
      this.#set("failed");
    }
  }

  #follow(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => this.#settle(), { signal: this.#listeners.signal });
  }

  #settle(): void {
    const { active, waiting, installing } = this.#registration ?? {};
    // A first worker waits for a moment only: there is none to be replaced.
    if (waiting && active) this.#set("update");
    else if (active) {
      if (active.state === "activated") this.#keepSamples(active);
      this.#set("ready");
    } else this.#set(installing || waiting ? "preparing" : "failed");
  }

  #keepSamples(worker: ServiceWorker): void {
    if (this.#samplesKept) return;
    this.#samplesKept = true;
    // Samples that are not kept are fetched when they are opened again.
    keepSamples(worker, new URL("samples/", document.baseURI).href).catch(() => undefined);
  }

  #askForUpdate(): void {
    const now = performance.now();
    if (document.visibilityState !== "visible" || now - this.#asked < updateEvery) return;
    this.#asked = now;
    // Without a network there is nothing new.
    this.#registration?.update().catch(() => undefined);
  }

  #set(state: OfflineState): void {
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    this.#host.requestUpdate();
  }
}

/** Caches that the page's service worker has made; other pages of the same server may have theirs. */
async function ownCaches(scope: string | undefined): Promise<string[]> {
  const names = await caches.keys();
  return names.filter(
    (name) =>
      name.startsWith(samplesCachePrefix) || (name.startsWith("workbox-") && name.endsWith(scope ?? "//")),
  );
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: idleTimeoutMs });
  else setTimeout(act, idleTimeoutMs);
}
