import type { OverlayStyle } from "../panel-data.ts";

/** The user changes how the overlay looks; holds only what changed. */
export class OverlayStyleEvent extends Event {
  static readonly type = "residua-overlay-style";
  readonly change: Readonly<Partial<OverlayStyle>>;

  constructor(change: Readonly<Partial<OverlayStyle>>) {
    super(OverlayStyleEvent.type, { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-overlay-style": OverlayStyleEvent;
  }
}
