/** What was changed; the rest stays. */
export interface CineChange {
  /** Images a second. */
  readonly rate?: number;
  /** Back and forth, instead of from the first again. */
  readonly bounce?: boolean;
}

/** The user changed how a series is played. */
export class CineEvent extends Event {
  static readonly type = "residua-cine";
  readonly change: CineChange;

  constructor(change: CineChange) {
    super(CineEvent.type, { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-cine": CineEvent;
  }
}
