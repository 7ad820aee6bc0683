/** The user chose the model to use. */
export class ModelChooseEvent extends Event {
  static readonly type = "residua-model-choose";
  /** SHA-256 of one of the user's own; undefined for the installed models. */
  readonly sha256: string | undefined;

  constructor(sha256: string | undefined) {
    super(ModelChooseEvent.type, { bubbles: true, composed: true });
    this.sha256 = sha256;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-model-choose": ModelChooseEvent;
  }
}
