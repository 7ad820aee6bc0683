/** The user asks for the overlay to be shown or hidden. */
export class OverlayToggleEvent extends Event {
  static readonly type = "residua-overlay-toggle";
  readonly enabled: boolean;

  constructor(enabled: boolean) {
    super(OverlayToggleEvent.type, { bubbles: true, composed: true });
    this.enabled = enabled;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-overlay-toggle": OverlayToggleEvent;
  }
}
