/** Relative error of a quantile, in parts of its value. */
const accuracy = 5e-4;
const gamma = (1 + accuracy) / (1 - accuracy);
const logGamma = Math.log(gamma);
/** Magnitudes below this count as zero, above `largest` as `largest`. */
const smallest = 1e-6;
const largest = 1e9;
const lowestBin = Math.ceil(Math.log(smallest) / logGamma);
const binCount = Math.ceil(Math.log(largest) / logGamma) - lowestBin + 1;

/**
 * Quantiles of a stream in bounded memory, within 0.05 % of their value: logarithmic bins for each sign
 * (DDSketch; Masson, Rim and Lee, VLDB 2019).
 */
export class QuantileSketch {
  #positive = new Float64Array(binCount);
  #negative = new Float64Array(binCount);
  #zeros = 0;
  #count = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    const magnitude = Math.abs(value);
    this.#count++;
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
    if (magnitude < smallest) {
      this.#zeros++;
      return;
    }
    const bins = value > 0 ? this.#positive : this.#negative;
    const bin = Math.ceil(Math.log(magnitude) / logGamma) - lowestBin;
    bins[Math.min(binCount - 1, Math.max(0, bin))]!++;
  }

  /** The value below or at which the share `probability` of the stream lies. @throws RangeError when nothing was added */
  quantile(probability: number): number {
    return this.quantiles([probability])[0]!;
  }

  /** Quantiles at ascending probabilities, in one pass. */
  quantiles(probabilities: readonly number[]): number[] {
    if (this.#count === 0) throw new RangeError("A quantile needs at least one value.");
    const results: number[] = [];
    let cumulative = 0;
    const pass = (held: number, value: number): void => {
      if (held === 0) return;
      cumulative += held;
      while (results.length < probabilities.length) {
        const probability = probabilities[results.length]!;
        if (Math.max(1, Math.ceil(probability * this.#count - 1e-9)) > cumulative) return;
        const within = Math.min(this.#maximum, Math.max(this.#minimum, value));
        results.push(probability <= 0 ? this.#minimum : probability >= 1 ? this.#maximum : within);
      }
    };
    for (let bin = binCount - 1; bin >= 0; bin--) pass(this.#negative[bin]!, -centre(bin));
    pass(this.#zeros, 0);
    for (let bin = 0; bin < binCount; bin++) pass(this.#positive[bin]!, centre(bin));
    return results;
  }
}

function centre(bin: number): number {
  return (2 * gamma ** (bin + lowestBin)) / (gamma + 1);
}
