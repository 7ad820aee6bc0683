// The test runner wraps every dynamic import, and brings the wrapper only to workers whose options it can read.
Object.assign(globalThis, {
  __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() },
});

/** How a test looks into and disturbs a worker; travels in the worker's name. */
export interface Instruments {
  /** BroadcastChannel for the words below and what the worker says. */
  readonly channel: string;
  /** As in a browser without WebGL2. */
  readonly noWebgl?: boolean;
  /** Path ending of a file of which one bit arrives wrong. */
  readonly tamper?: string;
}

/** Test to worker; each is answered with "done". */
export type Word =
  /** The GPU takes its context away. */
  | "lose"
  /** The GPU does not finish any more work, until "thaw". */
  | "freeze"
  | "thaw"
  /** An error that nobody catches. */
  | "crash";

/** Worker to test. */
export type Report = "context" | "fetch" | "done";

const instruments = JSON.parse(self.name) as Instruments;
const channel = new BroadcastChannel(instruments.channel);
const report = (what: Report) => channel.postMessage({ report: what });

const contexts: WebGL2RenderingContext[] = [];
const getContext = OffscreenCanvas.prototype.getContext as (
  this: OffscreenCanvas,
  ...parameters: unknown[]
) => OffscreenRenderingContext | null;
function getContextReported(this: OffscreenCanvas, ...parameters: unknown[]) {
  if (instruments.noWebgl) return null;
  const context = getContext.apply(this, parameters);
  if (context instanceof WebGL2RenderingContext) {
    contexts.push(context);
    report("context");
  }
  return context;
}
Object.assign(OffscreenCanvas.prototype, { getContext: getContextReported });

let frozen = false;
const { clientWaitSync } = WebGL2RenderingContext.prototype;
WebGL2RenderingContext.prototype.clientWaitSync = function (...parameters) {
  return frozen ? this.TIMEOUT_EXPIRED : clientWaitSync.apply(this, parameters);
};

const { fetch } = self;
self.fetch = async (...parameters) => {
  report("fetch");
  const response = await fetch(...parameters);
  if (!instruments.tamper || !response.url.endsWith(instruments.tamper)) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  bytes[100]! ^= 1;
  return new Response(bytes);
};

channel.addEventListener("message", ({ data }: MessageEvent<{ word?: Word }>) => {
  if (!data.word) return;
  if (data.word === "freeze" || data.word === "thaw") frozen = data.word === "freeze";
  if (data.word === "lose") {
    for (const context of contexts) context.getExtension("WEBGL_lose_context")?.loseContext();
  }
  report("done");
  if (data.word === "crash") throw new Error("Crashed on purpose.");
});
