export const overlayObjectCommands = ["toggle", "remove"] as const;
export type OverlayObjectCommand = (typeof overlayObjectCommands)[number];

/** An opened segmentation or map is to be shown, hidden or closed. */
export class OverlayObjectEvent extends Event {
  static readonly type = "residua-overlay-object";
  readonly command: OverlayObjectCommand;
  readonly id: number;

  constructor(command: OverlayObjectCommand, id: number) {
    super(OverlayObjectEvent.type, { bubbles: true, composed: true });
    this.command = command;
    this.id = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-overlay-object": OverlayObjectEvent;
  }
}
