import { ResiduaError } from "../errors/index.ts";
import type { Problem } from "./panel-data.ts";

/** A caught value as plain data for the interface. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ResiduaError)
    return { code: error.code, message: error.message, details: error.details };
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  return { code: "unexpected", message, details: {} };
}
