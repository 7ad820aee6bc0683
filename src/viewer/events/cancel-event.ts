/** The user wants what is running to stop. */
export class CancelEvent extends Event {
  static readonly type = "residua-cancel";

  constructor() {
    super(CancelEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-cancel": CancelEvent;
  }
}
