import type { StoreObjectsOutcome } from "../../report/store-objects.ts";
import type { StoredObject } from "../../report/structured-report.ts";
import type { Problem } from "../../ui/panel-data.ts";

/** Where to send to, and how to sign in. */
export interface ServerAddress {
  readonly url: string;
  /** Of the header; absent where the server asks for none. */
  readonly authorization?: string;
}

export interface SentObject {
  readonly name: string;
  readonly StudyInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type StoreRequest = ServerAddress &
  (
    | {
        readonly type: "predecessors";
        readonly source: Pick<StoredObject, "StudyInstanceUID" | "SeriesInstanceUID">;
      }
    | { readonly type: "store"; readonly objects: readonly SentObject[] }
  );

export type StoreResponse =
  | { readonly type: "predecessors"; readonly found: readonly StoredObject[] }
  | { readonly type: "progress"; readonly done: number; readonly total: number }
  | { readonly type: "stored"; readonly outcome: StoreObjectsOutcome }
  | { readonly type: "failed"; readonly problem: Problem };
