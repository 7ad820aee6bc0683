import type { Region } from "../../scoring/result.ts";

/** The keyboard's focus has come to a region, whose peak the host may probe; undefined when it has left the list. */
export class RegionFocusEvent extends Event {
  static readonly type = "residua-region-focus";
  readonly region: Region | undefined;

  constructor(region: Region | undefined) {
    super(RegionFocusEvent.type, { bubbles: true, composed: true });
    this.region = region;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-region-focus": RegionFocusEvent;
  }
}
