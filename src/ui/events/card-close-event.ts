/** The dialog with a model's card was closed. */
export class CardCloseEvent extends Event {
  static readonly type = "residua-card-close";

  constructor() {
    super(CardCloseEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-card-close": CardCloseEvent;
  }
}
