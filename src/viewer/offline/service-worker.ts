import { clientsClaim } from "workbox-core";
import { type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import {
  type ActivateAnswer,
  type ActivateRequest,
  type SamplesCacheRequest,
  samplesCachePrefix,
} from "./protocol.ts";
import type { ServiceWorkerScope } from "./service-worker-scope.ts";

/** Both are put in place by the build: every file of the page with its hash, and a hash of the samples' index. */
declare const __RESIDUA_PRECACHE__: readonly PrecacheEntry[];
declare const __RESIDUA_SAMPLES__: string;

const scope = self as unknown as ServiceWorkerScope;
const samplesCache = samplesCachePrefix + __RESIDUA_SAMPLES__;
const samplesUrl = new URL("samples/", scope.registration.scope).href;

// The page's query names a sample or a backend: it is the same page.
precacheAndRoute([...__RESIDUA_PRECACHE__], { ignoreURLParametersMatching: [/./] });

registerRoute(
  ({ url }) => url.href.startsWith(samplesUrl),
  // The page reads them whole; nothing but a full answer is kept.
  new CacheFirst({ cacheName: samplesCache }),
);

// From the first visit on, so that samples which are opened in it are kept.
clientsClaim();

scope.addEventListener("activate", (event) => event.waitUntil(dropOldSamples()));

scope.addEventListener("message", (event) => {
  const request = event.data as ActivateRequest | SamplesCacheRequest;
  const [port] = event.ports;
  if (request.type === "residua-samples-cache") port?.postMessage(samplesCache);
  else if (request.type === "residua-activate") event.waitUntil(activate(port));
});

/** Never asked for by this script itself: whoever is reading images decides when the page changes. */
async function activate(port: MessagePort | undefined): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const own = windows.filter(({ url }) => url.startsWith(scope.registration.scope));
  const answer: ActivateAnswer = own.length > 1 ? "other-windows" : "activating";
  port?.postMessage(answer);
  if (answer === "activating") await scope.skipWaiting();
}

async function dropOldSamples(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(samplesCachePrefix) && name !== samplesCache);
  await Promise.all(old.map((name) => caches.delete(name)));
}
