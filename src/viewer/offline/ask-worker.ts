import type { ActivateRequest, SamplesCacheRequest } from "./protocol.ts";

const timeoutMs = 5000;

/** Asks a service worker; undefined where it does not answer, as one that is being replaced. */
export function askWorker(
  worker: ServiceWorker,
  request: ActivateRequest | SamplesCacheRequest,
): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<unknown>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
    setTimeout(() => resolve(undefined), timeoutMs);
  });
  worker.postMessage(request, [port2]);
  return answer.finally(() => port1.close());
}
