import type { Region } from "../../scoring/result.ts";

/** The user asks to see a region: the host centres it and marks it. */
export class RegionSelectEvent extends Event {
  static readonly type = "residua-region-select";
  readonly region: Region;

  constructor(region: Region) {
    super(RegionSelectEvent.type, { bubbles: true, composed: true });
    this.region = region;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-region-select": RegionSelectEvent;
  }
}
