import type { ApplicabilityReason } from "../../src/scoring/result.ts";

/**
 * `idle`: no image on the screen; `loading`: the model is being fetched and checked; `scoring`: the image is with
 * the engine; `ready`: there is a result; `refused`: the model is not for this image; `error`: something failed,
 * the overlay is hidden and the viewer goes on.
 */
export const overlayStates = ["idle", "loading", "scoring", "ready", "refused", "error"] as const;
export type OverlayState = (typeof overlayStates)[number];

export interface StateDetail {
  readonly state: OverlayState;
  /** The image it is about; absent when idle. */
  readonly imageId: string | undefined;
  /** Why the image is refused, or shown with caution. */
  readonly reasons: readonly ApplicabilityReason[];
}

export class StateEvent extends CustomEvent<StateDetail> {
  static readonly type = "residua-state";

  constructor(detail: StateDetail) {
    super(StateEvent.type, { detail });
  }
}
