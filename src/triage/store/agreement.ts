/** How far two reviewers agree beyond what chance would give. */
export interface Agreement {
  readonly studies: number;
  /** Share of studies with the same verdict; undefined without studies. */
  readonly agreed?: number;
  /** Cohen's kappa (Cohen, "A coefficient of agreement for nominal scales", 1960); undefined where chance alone agrees fully. */
  readonly kappa?: number;
}

/** @param pairs the first and the second reviewer's verdict on each study */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): Agreement {
  const studies = pairs.length;
  if (studies === 0) return { studies };
  const agreed = pairs.filter(([first, second]) => first === second).length / studies;
  const verdicts = new Set(pairs.flat());
  let chance = 0;
  for (const verdict of verdicts) {
    const share = (reader: 0 | 1) => pairs.filter((pair) => pair[reader] === verdict).length / studies;
    chance += share(0) * share(1);
  }
  return { studies, agreed, ...(chance < 1 ? { kappa: (agreed - chance) / (1 - chance) } : {}) };
}
