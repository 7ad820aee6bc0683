import type { Problem } from "../../ui/panel-data.ts";
import type { AddressFault } from "./server-address.ts";

/** How far the results are. */
export type ResultsState =
  | { readonly stage: "idle" }
  | { readonly stage: "scoring" | "sending"; readonly done: number; readonly total: number }
  | { readonly stage: "writing" | "asking" }
  | { readonly stage: "downloaded"; readonly files: number; readonly leftOut: number }
  | {
      readonly stage: "sent";
      readonly stored: number;
      /** Were there before. */
      readonly present: number;
      readonly refused: readonly RefusedResult[];
      /** The report takes the place of earlier ones. */
      readonly superseded: number;
      readonly leftOut: number;
    }
  | { readonly stage: "nothing" }
  | { readonly stage: "misdirected"; readonly fault: Exclude<AddressFault, "none"> }
  | { readonly stage: "failed"; readonly problem: Problem };

export interface RefusedResult {
  /** Of the file. */
  readonly name: string;
  /** What the server gave as reason. */
  readonly message: string;
}

export function isBusy({ stage }: ResultsState): boolean {
  return ["scoring", "writing", "asking", "sending"].includes(stage);
}
