import type { ViewState } from "../stack/view-state.ts";

/** The viewport shows another image, or the same one otherwise. */
export class ViewChangeEvent extends Event {
  static readonly type = "residua-view-change";
  /** Undefined while there is no image. */
  readonly view: ViewState | undefined;

  constructor(view: ViewState | undefined) {
    super(ViewChangeEvent.type, { bubbles: true, composed: true });
    this.view = view;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-view-change": ViewChangeEvent;
  }
}
