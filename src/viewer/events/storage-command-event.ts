export const storageCommands = [
  "save-series-json",
  "save-series-csv",
  "save-all-json",
  "save-all-csv",
  "clear",
  "offline-on",
  "offline-off",
] as const;
export type StorageCommand = (typeof storageCommands)[number];

/** The user wants something done with what this browser keeps. */
export class StorageCommandEvent extends Event {
  static readonly type = "residua-storage-command";
  readonly command: StorageCommand;

  constructor(command: StorageCommand) {
    super(StorageCommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-storage-command": StorageCommandEvent;
  }
}
