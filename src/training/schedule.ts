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

/** The weight of the KL divergence at a step: rises linearly to `beta` over the first share of the run. */
export function klWeightAt(beta: number, warmUpShare: number, step: number, totalSteps: number): number {
  if (warmUpShare === 0) return beta;
  return beta * Math.min(1, step / totalSteps / warmUpShare);
}
