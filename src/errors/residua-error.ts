/** Stable names of failures: the user interface translates by them, scripts match on them. */
export const errorCodes = [
  "dicom",
  "not-applicable",
  "model-integrity",
  "model-format",
  "model-unavailable",
  "manifest",
  "context-lost",
  "backend-unavailable",
  "data",
  "training",
  "viewport",
  "store",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface ResiduaErrorOptions extends ErrorOptions {
  /** Facts that the message names, for translation; never patient data. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/**
 * The base of every failure Residua raises. The message is one or two plain sentences: what went wrong,
 * and what the user can do about it.
 */
export abstract class ResiduaError extends Error {
  abstract readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(message: string, options: ResiduaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? {};
  }
}
