/** What can be asked about measurements. */
export type MeasurementCommand = "show" | "delete" | "delete-all" | "save-csv" | "save-json";

/** The user asks something about what has been measured. */
export class MeasurementEvent extends Event {
  static readonly type = "residua-measurement";
  readonly command: MeasurementCommand;
  /** Which one, for `show` and `delete`. */
  readonly id: string | undefined;

  constructor(command: MeasurementCommand, id?: string) {
    super(MeasurementEvent.type, { bubbles: true, composed: true });
    this.command = command;
    this.id = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-measurement": MeasurementEvent;
  }
}
