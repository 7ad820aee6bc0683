/** Something about the models of a series was decided anew; of all series where `series` is undefined. */
export class DecisionEvent extends Event {
  static readonly type = "decision";
  readonly series: string | undefined;

  constructor(series: string | undefined) {
    super(DecisionEvent.type);
    this.series = series;
  }
}

/**
 * What the user decides about models beside what the tags say: which of several that apply is used, and for which
 * series one is used that refuses their images. Kept as long as the plugin; nothing is overridden at first.
 */
export class ModelDecisions extends EventTarget {
  readonly #overridden = new Set<string>();
  #model: string | undefined;

  /** SHA-256 of the model that is taken wherever it applies; undefined where the tags alone decide. */
  get model(): string | undefined {
    return this.#model;
  }

  set model(sha256: string | undefined) {
    if (sha256 === this.#model) return;
    this.#model = sha256;
    this.dispatchEvent(new DecisionEvent(undefined));
  }

  /** @param series as `seriesOf` names it */
  isOverridden(series: string): boolean {
    return this.#overridden.has(series);
  }

  override(series: string, on: boolean): void {
    if (on === this.isOverridden(series)) return;
    if (on) this.#overridden.add(series);
    else this.#overridden.delete(series);
    this.dispatchEvent(new DecisionEvent(series));
  }

  /** Calls back until the signal is aborted. */
  follow(onDecision: (event: DecisionEvent) => void, signal: AbortSignal): void {
    this.addEventListener(DecisionEvent.type, (event) => onDecision(event as DecisionEvent), { signal });
  }
}
