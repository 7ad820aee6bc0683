/** The user chose one of the models that apply to the image on the screen. */
export class ModelUseEvent extends Event {
  static readonly type = "residua-model-use";
  readonly sha256: string;

  constructor(sha256: string) {
    super(ModelUseEvent.type, { bubbles: true, composed: true });
    this.sha256 = sha256;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-model-use": ModelUseEvent;
  }
}
