import { TrainingError } from "../errors/index.ts";
import type { EpochRecord } from "./checkpoint.ts";

/** A latent dimension that carries more than this many nats, on average over an epoch, is active. */
const activeNats = 0.01;
/** Epochs without an active dimension, after the warm-up of the KL divergence, that make a collapse. */
const collapsedEpochs = 5;

/** @param dimensionKl nats, one a latent dimension */
export function countActive(dimensionKl: ArrayLike<number>): number {
  return Array.from(dimensionKl).filter((nats) => nats > activeNats).length;
}

/**
 * Stops a run that cannot come to a good end.
 *
 * @throws TrainingError when the reconstruction is far worse than in the first epoch, or when no latent dimension has
 *   been active for some epochs since the warm-up: the decoder gives one and the same image then
 */
export function checkHealth(
  history: readonly EpochRecord[],
  { epochs, klWarmUp }: { readonly epochs: number; readonly klWarmUp: number },
): void {
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) return;
  const margin = Math.max(1, Math.abs(first.reconstruction));
  if (last.reconstruction > first.reconstruction + margin) {
    throw new TrainingError(
      `The training diverged: in epoch ${last.epoch} the reconstruction was at ${last.reconstruction.toFixed(2)}, after ${first.reconstruction.toFixed(2)} in the first. Lower the learning rate or the gradient norm, or lengthen warmUpSteps, and start again.`,
      { details: { epoch: last.epoch } },
    );
  }
  const recent = history.slice(-collapsedEpochs);
  const warm = recent.every(({ epoch }) => epoch > klWarmUp * epochs);
  if (recent.length === collapsedEpochs && warm && recent.every(({ activeLatents }) => activeLatents === 0)) {
    throw new TrainingError(
      `The latent space collapsed: for ${collapsedEpochs} epochs no latent dimension has carried more than ${activeNats} nats (KL ${last.kl.toFixed(3)} nats an image), so every image is reconstructed alike. Lower beta, lengthen klWarmUp, choose klCycles or set freeBits (0.1, say), and start again.`,
      { details: { epoch: last.epoch } },
    );
  }
}

/** The epoch of the lowest validation loss, the first of equal ones; `undefined` when none was validated. */
export function bestEpoch(history: readonly EpochRecord[]): number | undefined {
  let best: { epoch: number; loss: number } | undefined;
  for (const { epoch, validation } of history) {
    if (validation === undefined) continue;
    if (best === undefined || validation.loss < best.loss) best = { epoch, loss: validation.loss };
  }
  return best?.epoch;
}

/** Whether the validation loss has not become lower for `patience` epochs. Without patience it never is. */
export function isExhausted(history: readonly EpochRecord[], patience: number | undefined): boolean {
  const best = bestEpoch(history);
  return patience !== undefined && best !== undefined && history.length - best >= patience;
}
