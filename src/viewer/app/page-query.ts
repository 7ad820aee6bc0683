import { type BackendName, backendNames } from "../../inference/engine.ts";

/** A study in a worklist, and where to open it. */
export interface WorklistStudy {
  /** Study Instance UID. */
  readonly uid: string;
  /** SOP Instance UID of the image to show first, and which of its frames, from 1. */
  readonly image?: { readonly uid: string; readonly frame: number };
  /** Whether the heatmap is shown at once. */
  readonly overlay: boolean;
}

/** What a link to the page may ask for. */
export interface PageQuery {
  /** Id of a sample to open. */
  readonly sample?: string;
  /** A study of the triage server that serves the page. */
  readonly study?: WorklistStudy;
  /** A backend to run on, for comparisons and diagnostics; by default the fastest is measured. */
  readonly backend?: BackendName;
}

/** Reads a URL's query; what it does not know is left out. @param search as `location.search` */
export function readPageQuery(search: string): PageQuery {
  const query = new URLSearchParams(search);
  const sample = query.get("sample");
  const backend = backendNames.find((name) => name === query.get("backend"));
  const study = readStudy(query);
  return {
    ...(study ? { study } : {}),
    ...(sample === null ? {} : { sample }),
    ...(backend ? { backend } : {}),
  };
}

const uidPattern = /^[0-9.]{1,64}$/;

function readStudy(query: URLSearchParams): WorklistStudy | undefined {
  const uid = query.get("study") ?? "";
  if (!uidPattern.test(uid)) return undefined;
  const image = query.get("image") ?? "";
  const frame = Number(query.get("frame") ?? 1);
  return {
    uid,
    ...(uidPattern.test(image)
      ? { image: { uid: image, frame: Number.isSafeInteger(frame) && frame > 0 ? frame : 1 } }
      : {}),
    overlay: query.get("overlay") !== "off",
  };
}
