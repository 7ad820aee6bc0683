/** The user asks to try again what failed. */
export class RetryEvent extends Event {
  static readonly type = "residua-retry";

  constructor() {
    super(RetryEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-retry": RetryEvent;
  }
}
