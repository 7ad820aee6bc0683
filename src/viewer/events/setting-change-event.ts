import type { RunSettings } from "../training/run-settings.ts";

/** The user changed settings of a training; `change` holds only those. */
export class SettingChangeEvent extends Event {
  static readonly type = "residua-setting-change";
  readonly change: Partial<RunSettings>;

  constructor(change: Partial<RunSettings>) {
    super(SettingChangeEvent.type, { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-setting-change": SettingChangeEvent;
  }
}
