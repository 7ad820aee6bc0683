import { TrainingError } from "../../errors/index.ts";

/**
 * Runs `act` while no other page of this browser trains: they would overwrite each other's checkpoints.
 *
 * @throws TrainingError when another one does
 */
export async function withTrainingLock<Result>(act: () => Promise<Result>): Promise<Result> {
  return navigator.locks.request("residua-training", { ifAvailable: true }, (lock) => {
    if (lock) return act();
    throw new TrainingError(
      "Another page of this browser is training. Let it finish, or stop it, and start again.",
      { details: { reason: "locked" } },
    );
  });
}
