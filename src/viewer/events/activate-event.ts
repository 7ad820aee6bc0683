/** The user has turned to a viewport, which now is the one that tools and panel are about. */
export class ActivateEvent extends Event {
  static readonly type = "residua-activate";

  constructor() {
    super(ActivateEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-activate": ActivateEvent;
  }
}
