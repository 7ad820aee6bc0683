import { findPredecessors } from "../../report/store.ts";
import { storeObjects } from "../../report/store-objects.ts";
import { toProblem } from "../../ui/problem.ts";
import type { StoreRequest, StoreResponse } from "./protocol.ts";

const answer = (response: StoreResponse) => self.postMessage(response);

async function serve(request: StoreRequest): Promise<void> {
  const { url, authorization } = request;
  const options = {
    url,
    headers: () => (authorization === undefined ? {} : { Authorization: authorization }),
  };
  try {
    if (request.type === "predecessors") {
      answer({ type: "predecessors", found: await findPredecessors(request.source, options) });
      return;
    }
    const objects = request.objects.map(({ name, bytes, ...dataset }) => ({
      kind: "seg" as const,
      name,
      bytes,
      dataset,
    }));
    const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
      answer({ type: "progress", done, total });
    answer({ type: "stored", outcome: await storeObjects(objects, { ...options, onProgress }) });
  } catch (error) {
    answer({ type: "failed", problem: toProblem(error) });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<StoreRequest>) => void serve(data));
