/** Steps that the pace is taken from: enough to smooth, few enough to follow. */
const remembered = 8;

/** How long steps take, by the clock, without the pauses between them. */
export class PaceMeter {
  #took: number[] = [];
  #last = 0;

  /** A step begins now. */
  restart(now = performance.now()): void {
    this.#last = now;
  }

  /** A step has ended, and the next begins. */
  tick(now = performance.now()): void {
    this.#took = [...this.#took, now - this.#last].slice(-remembered);
    this.#last = now;
  }

  /** ms for as many steps more; undefined before the second step. */
  msFor(steps: number): number | undefined {
    if (this.#took.length < 2) return undefined;
    return (steps * this.#took.reduce((sum, took) => sum + took, 0)) / this.#took.length;
  }
}
