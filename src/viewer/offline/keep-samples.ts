import { askWorker } from "./ask-worker.ts";

/**
 * Keeps the sample files that were fetched before the service worker took over, in the page's first visit. The browser
 * has them still: they are not fetched over the network again where the server lets browsers keep files.
 */
export async function keepSamples(worker: ServiceWorker, samplesUrl: string): Promise<void> {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  // Their index is kept with the page.
  const samples = [...new Set(fetched)].filter((url) => url.startsWith(samplesUrl) && !url.endsWith(".json"));
  if (samples.length === 0) return;
  const name = await askWorker(worker, { type: "residua-samples-cache" });
  if (typeof name !== "string") return;
  const cache = await caches.open(name);
  const missing = await Promise.all(samples.map(async (url) => ((await cache.match(url)) ? undefined : url)));
  await cache.addAll(missing.filter((url) => url !== undefined));
}
