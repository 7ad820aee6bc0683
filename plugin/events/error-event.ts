export interface ErrorDetail {
  /** A ResiduaError where the failure is one that Residua knows; its `code` translates. */
  readonly error: Error;
  /** The image it happened on. */
  readonly imageId: string | undefined;
}

/** Scoring or drawing failed for the image on the screen. */
export class OverlayErrorEvent extends CustomEvent<ErrorDetail> {
  static readonly type = "residua-error";

  constructor(detail: ErrorDetail) {
    super(OverlayErrorEvent.type, { detail });
  }
}
