import type { Command } from "../commands.ts";

/** The user asks the page to do something, by button or key. */
export class CommandEvent extends Event {
  static readonly type = "residua-command";
  readonly command: Command;

  constructor(command: Command) {
    super(CommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-command": CommandEvent;
  }
}
