/** What a dragged series carries its key as. */
export const seriesDragType = "application/x-residua-series";

/** A series was dropped on a viewport; `key` is the series' own. */
export class SeriesDropEvent extends Event {
  static readonly type = "residua-series-drop";
  readonly key: string;

  constructor(key: string) {
    super(SeriesDropEvent.type, { bubbles: true, composed: true });
    this.key = key;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-series-drop": SeriesDropEvent;
  }
}
