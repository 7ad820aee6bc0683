import { utilities } from "@cornerstonejs/core";

const { DefaultHistoryMemo: history } = utilities.HistoryMemo;

interface Step {
  readonly id?: string;
}

/** What Cornerstone's tools have done, of which the last step can be taken back. */
export { history };

/**
 * Takes the last step out of the history, where it was about these annotations alone: what was begun and given up is
 * nothing to undo.
 *
 * @param isGone tells by an annotation's id
 * @returns whether there was such a step
 */
export function forgetStep(isGone: (id: string) => boolean): boolean {
  // An arrow that is given up leaves its group of steps open, and all that follows would join it.
  history.endGroupRecording();
  return history.undoIf((step: Step | readonly Step[]) =>
    (Array.isArray(step) ? step : [step]).every(({ id }: Step) => id !== undefined && isGone(id)),
  );
}
