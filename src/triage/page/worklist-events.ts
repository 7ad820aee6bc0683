import type { DecisionInput, StudyRow, WorklistQuery } from "../api/schemas.ts";

/** The list is to be sorted or filtered otherwise. */
export class QueryEvent extends Event {
  readonly change: Partial<WorklistQuery>;
  constructor(change: Partial<WorklistQuery>) {
    super("residua-query", { bubbles: true, composed: true });
    this.change = change;
  }
}

/** A study was chosen in the list. */
export class StudyEvent extends Event {
  readonly study: StudyRow;
  constructor(study: StudyRow) {
    super("residua-study", { bubbles: true, composed: true });
    this.study = study;
  }
}

/** The reviewer has decided. */
export class DecisionEvent extends Event {
  readonly decision: DecisionInput;
  constructor(decision: DecisionInput) {
    super("residua-decision", { bubbles: true, composed: true });
    this.decision = decision;
  }
}

export const studyActions = ["open", "undo", "assign", "release", "next", "previous"] as const;
export type StudyAction = (typeof studyActions)[number];

/** Something else is to be done with the chosen study. */
export class StudyActionEvent extends Event {
  readonly action: StudyAction;
  constructor(action: StudyAction) {
    super("residua-study-action", { bubbles: true, composed: true });
    this.action = action;
  }
}
