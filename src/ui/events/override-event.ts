/** The user asks for the series on the screen to be scored although the model refuses it, or no longer. */
export class OverrideEvent extends Event {
  static readonly type = "residua-override";
  readonly on: boolean;

  constructor(on: boolean) {
    super(OverrideEvent.type, { bubbles: true, composed: true });
    this.on = on;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-override": OverrideEvent;
  }
}
