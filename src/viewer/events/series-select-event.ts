/** The user chose a series; `key` is the series' own. */
export class SeriesSelectEvent extends Event {
  static readonly type = "residua-series-select";
  readonly key: string;

  constructor(key: string) {
    super(SeriesSelectEvent.type, { bubbles: true, composed: true });
    this.key = key;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-series-select": SeriesSelectEvent;
  }
}
