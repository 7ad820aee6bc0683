/** The user wants a model calibrated on the site's own images. */
export class RecalibrateEvent extends Event {
  static readonly type = "residua-recalibrate";
  /** Of the model's bundle.json. */
  readonly sha256: string;

  constructor(sha256: string) {
    super(RecalibrateEvent.type, { bubbles: true, composed: true });
    this.sha256 = sha256;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-recalibrate": RecalibrateEvent;
  }
}
