export interface LearningRateSchedule {
  /** The highest learning rate. */
  readonly learningRate: number;
  /** Steps over which the rate rises linearly. */
  readonly warmUpSteps: number;
  /** The last rate, as a share of the highest. */
  readonly finalShare: number;
}

/** The learning rate of a step (from 0): a linear rise, then half a cosine (Loshchilov and Hutter, SGDR, 2017). */
export function learningRateAt(schedule: LearningRateSchedule, step: number, totalSteps: number): number {
  const { learningRate, warmUpSteps, finalShare } = schedule;
  const rise = warmUpSteps === 0 ? 1 : Math.min(1, (step + 1) / warmUpSteps);
  const progress = Math.min(1, step / Math.max(1, totalSteps - 1));
  const cosine = 0.5 * (1 + Math.cos(Math.PI * progress));
  return learningRate * rise * (finalShare + (1 - finalShare) * cosine);
}

export interface KlSchedule {
  /** The highest weight. */
  readonly beta: number;
  /** Share of each cycle over which the weight rises linearly from 0. */
  readonly klWarmUp: number;
  /** Equal cycles of the run; 1 if left out. */
  readonly klCycles?: number | undefined;
}

/** The weight of the KL divergence at a step (from 0): in each cycle a linear rise to `beta`, then `beta`. */
export function klWeightAt(schedule: KlSchedule, step: number, totalSteps: number): number {
  const { beta, klWarmUp, klCycles = 1 } = schedule;
  if (klWarmUp === 0) return beta;
  const withinCycle = (step * klCycles) % totalSteps;
  return beta * Math.min(1, withinCycle / totalSteps / klWarmUp);
}
