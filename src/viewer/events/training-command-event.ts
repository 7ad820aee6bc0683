/** What can be asked of a training. */
export const trainingCommands = [
  "prepare",
  "cancel-preparing",
  "start",
  "resume",
  "take-as-is",
  "pause",
  "go",
  "stop",
  "finish",
  "discard",
  "download",
  "use",
] as const;
export type TrainingCommand = (typeof trainingCommands)[number];

/** The user asks something of the training. */
export class TrainingCommandEvent extends Event {
  static readonly type = "residua-training-command";
  readonly command: TrainingCommand;

  constructor(command: TrainingCommand) {
    super(TrainingCommandEvent.type, { bubbles: true, composed: true });
    this.command = command;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-training-command": TrainingCommandEvent;
  }
}
