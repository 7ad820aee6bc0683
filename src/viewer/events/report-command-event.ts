export const reportCommands = ["print", "save-png", "update"] as const;
export type ReportCommand = (typeof reportCommands)[number];

/** Which images a report shows. */
export interface ReportChoice {
  /** `highest`: the images of the series that score highest; `pinned`: those that the user pinned. */
  readonly images: "highest" | "pinned";
  /** Of `highest`, how many. */
  readonly count: number;
  /** The patient's name stands in the report. */
  readonly named: boolean;
}

/** The user wants the report printed or saved, or made of something else. */
export class ReportCommandEvent extends Event {
  static readonly type = "residua-report-command";
  readonly command: ReportCommand;
  readonly choice: ReportChoice;

  constructor(command: ReportCommand, choice: ReportChoice) {
    super(ReportCommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
    this.choice = choice;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-report-command": ReportCommandEvent;
  }
}
