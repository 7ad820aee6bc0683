import type { SeriesRegion } from "../../scoring/series-regions.ts";

/** The user asks to see a region of the series: the host shows its peak and marks it. */
export class SeriesRegionSelectEvent extends Event {
  static readonly type = "residua-series-region-select";
  readonly region: SeriesRegion;

  constructor(region: SeriesRegion) {
    super(SeriesRegionSelectEvent.type, { bubbles: true, composed: true });
    this.region = region;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-series-region-select": SeriesRegionSelectEvent;
  }
}
