/** The user has answered whether what the browser keeps shall be cleared. */
export class ClearAnswerEvent extends Event {
  static readonly type = "residua-clear-answer";
  readonly clear: boolean;

  constructor(clear: boolean) {
    super(ClearAnswerEvent.type, { bubbles: true, composed: true });
    this.clear = clear;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-clear-answer": ClearAnswerEvent;
  }
}
