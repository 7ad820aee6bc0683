/** `start` begins, or goes on after a pause or a cancellation; `clear` forgets all stored results. */
export type ScanCommand = "start" | "pause" | "cancel" | "clear";

/** The user steers the scan of the series. */
export class ScanCommandEvent extends Event {
  static readonly type = "residua-scan-command";
  readonly command: ScanCommand;

  constructor(command: ScanCommand) {
    super(ScanCommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-scan-command": ScanCommandEvent;
  }
}
