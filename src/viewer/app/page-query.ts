import { type BackendName, backendNames } from "../../inference/engine.ts";

/** What a link to the page may ask for. */
export interface PageQuery {
  /** Id of a sample to open. */
  readonly sample?: string;
  /** A backend to run on, for comparisons and diagnostics; by default the fastest is measured. */
  readonly backend?: BackendName;
}

/** Reads a URL's query; what it does not know is left out. @param search as `location.search` */
export function readPageQuery(search: string): PageQuery {
  const query = new URLSearchParams(search);
  const sample = query.get("sample");
  const backend = backendNames.find((name) => name === query.get("backend"));
  return { ...(sample === null ? {} : { sample }), ...(backend ? { backend } : {}) };
}
