/** The script beside the built page; its folder is what it answers for. */
export const serviceWorkerFile = "service-worker.js";

/** Caches of sample files, one for each edition of the samples. */
export const samplesCachePrefix = "residua-samples-";

/** What the page asks of a service worker that waits to take over. */
export interface ActivateRequest {
  readonly type: "residua-activate";
}

/** Its answer: `other-windows` where the change would take files away from under another window of the page. */
export type ActivateAnswer = "activating" | "other-windows";

/** Which edition of the samples the controlling service worker keeps. */
export interface SamplesCacheRequest {
  readonly type: "residua-samples-cache";
}
