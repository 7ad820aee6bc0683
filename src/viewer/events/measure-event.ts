/** The user wants the backends measured again. */
export class MeasureEvent extends Event {
  static readonly type = "residua-measure";

  constructor() {
    super(MeasureEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-measure": MeasureEvent;
  }
}
