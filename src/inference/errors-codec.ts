import {
  BackendUnavailableError,
  ContextLostError,
  DataError,
  DicomError,
  type ErrorCode,
  ManifestError,
  ModelFormatError,
  ModelIntegrityError,
  ModelUnavailableError,
  NotApplicableError,
  ResiduaError,
  type ResiduaErrorOptions,
  StoreError,
  TrainingError,
  ViewportError,
} from "../errors/index.ts";

/** An error as plain data, to cross the boundary between threads. */
export interface EncodedError {
  /** Present for Residua's own errors. */
  readonly code?: ErrorCode;
  readonly name: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly stack?: string;
  readonly cause?: EncodedError;
}

const classes: Readonly<
  Record<ErrorCode, new (message: string, options?: ResiduaErrorOptions) => ResiduaError>
> = {
  dicom: DicomError,
  "not-applicable": NotApplicableError,
  "model-integrity": ModelIntegrityError,
  "model-format": ModelFormatError,
  "model-unavailable": ModelUnavailableError,
  manifest: ManifestError,
  "context-lost": ContextLostError,
  "backend-unavailable": BackendUnavailableError,
  data: DataError,
  training: TrainingError,
  viewport: ViewportError,
  store: StoreError,
};

/** A chain of causes longer than this is a loop. */
const maximumDepth = 8;

export function encodeError(error: unknown, depth = 0): EncodedError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  return {
    ...(error instanceof ResiduaError ? { code: error.code, details: { ...error.details } } : {}),
    name: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth >= maximumDepth
      ? {}
      : { cause: encodeError(error.cause, depth + 1) }),
  };
}

/** The error again, of the same class where it is one of Residua's, else an Error of the same name. */
export function decodeError(encoded: EncodedError): Error {
  const cause = encoded.cause === undefined ? {} : { cause: decodeError(encoded.cause) };
  const error =
    encoded.code === undefined
      ? new Error(encoded.message, cause)
      : new classes[encoded.code](encoded.message, {
          ...cause,
          ...(encoded.details ? { details: encoded.details } : {}),
        });
  if (encoded.code === undefined) error.name = encoded.name;
  if (encoded.stack !== undefined) error.stack = encoded.stack;
  return error;
}
