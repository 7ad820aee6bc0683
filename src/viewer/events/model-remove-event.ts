/** The user wants one of their own models gone from this browser. */
export class ModelRemoveEvent extends Event {
  static readonly type = "residua-model-remove";
  readonly sha256: string;

  constructor(sha256: string) {
    super(ModelRemoveEvent.type, { bubbles: true, composed: true });
    this.sha256 = sha256;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-model-remove": ModelRemoveEvent;
  }
}
