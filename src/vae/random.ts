/** A generator's state, for checkpoints: four unsigned 32-bit numbers. */
export type RandomState = readonly [number, number, number, number];

/**
 * A small seeded generator (sfc32 of PractRand, 128 bits of state), the same numbers on every machine. Not for
 * cryptography.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(seed: number | RandomState) {
    if (typeof seed === "number") {
      this.#a = 0;
      this.#b = seed | 0;
      this.#c = Math.trunc(seed / 2 ** 32) | 0;
      this.#counter = 1;
      // The first numbers of similar seeds are alike; the generator's author discards this many.
      for (let index = 0; index < 12; index += 1) this.next();
    } else {
      [this.#a, this.#b, this.#c, this.#counter] = seed.map((word) => word | 0) as [
        number,
        number,
        number,
        number,
      ];
    }
  }

  get state(): RandomState {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#counter >>> 0];
  }

  /** Uniform in [0, 1), a multiple of 2^-32. */
  next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  }

  /** Uniform in [-extent, extent). */
  symmetric(extent: number): number {
    return (2 * this.next() - 1) * extent;
  }

  /** Uniform in 0 .. count - 1. */
  integer(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Standard normal, by Box and Muller's transform. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Fills with standard normal numbers. */
  normals(length: number): Float32Array {
    return Float32Array.from({ length }, () => this.normal());
  }

  /** A permutation of 0 .. count - 1, by Fisher and Yates. */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = this.integer(last + 1);
      const value = order[last] as number;
      order[last] = order[other] as number;
      order[other] = value;
    }
    return order;
  }
}
