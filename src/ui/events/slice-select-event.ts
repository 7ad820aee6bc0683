/** The user asks to see an image of the series. */
export class SliceSelectEvent extends Event {
  static readonly type = "residua-slice-select";
  /** From 0, in the order of scrolling. */
  readonly index: number;

  constructor(index: number) {
    super(SliceSelectEvent.type, { bubbles: true, composed: true });
    this.index = index;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-slice-select": SliceSelectEvent;
  }
}
