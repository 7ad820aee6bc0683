/** The user has read a message and wants it gone. */
export class DismissEvent extends Event {
  static readonly type = "residua-dismiss";

  constructor() {
    super(DismissEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-dismiss": DismissEvent;
  }
}
