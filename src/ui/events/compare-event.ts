import type { CompareMode } from "../compare-mode.ts";

/** The user chose what the viewport shows. */
export class CompareEvent extends Event {
  static readonly type = "residua-compare";
  readonly mode: CompareMode;

  constructor(mode: CompareMode) {
    super(CompareEvent.type, { bubbles: true, composed: true });
    this.mode = mode;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-compare": CompareEvent;
  }
}
