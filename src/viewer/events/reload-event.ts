/** The user wants the new version of the page. */
export class ReloadEvent extends Event {
  static readonly type = "residua-reload";

  constructor() {
    super(ReloadEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-reload": ReloadEvent;
  }
}
