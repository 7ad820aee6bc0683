import type { GreyWindow } from "../tools/window-presets.ts";

/** The user chose a window for the image. */
export class WindowSelectEvent extends Event {
  static readonly type = "residua-window-select";
  readonly window: GreyWindow;

  constructor(window: GreyWindow) {
    super(WindowSelectEvent.type, { bubbles: true, composed: true });
    this.window = window;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-window-select": WindowSelectEvent;
  }
}
