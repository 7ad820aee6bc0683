import type { ResultKind } from "../../report/result-files.ts";

export const resultsCommands = ["download", "send", "cancel"] as const;
export type ResultsCommand = (typeof resultsCommands)[number];

/** What is to be written of the series, and where it is to be sent. */
export interface ResultsChoice {
  readonly kinds: ReadonlySet<ResultKind>;
  /** Of a DICOMweb service; empty where nothing is to be sent. */
  readonly url: string;
  /** Sent as the header Authorization; empty where the server asks for none. */
  readonly token: string;
}

/** The user wants the results of the series as files, or at a server, or no longer. */
export class ResultsCommandEvent extends Event {
  static readonly type = "residua-results-command";
  readonly command: ResultsCommand;
  readonly choice: ResultsChoice;

  constructor(command: ResultsCommand, choice: ResultsChoice) {
    super(ResultsCommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
    this.choice = choice;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-results-command": ResultsCommandEvent;
  }
}
