/** What can be asked of a recalibration. */
export type RecalibrationCommand = "start" | "cancel" | "keep" | "download" | "discard";

/** The user asks something of the recalibration. */
export class RecalibrationCommandEvent extends Event {
  static readonly type = "residua-recalibration-command";
  readonly command: RecalibrationCommand;
  /** Who the images are of, as the user put it; may be empty. */
  readonly population: string;

  constructor(command: RecalibrationCommand, population = "") {
    super(RecalibrationCommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
    this.population = population;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-recalibration-command": RecalibrationCommandEvent;
  }
}
