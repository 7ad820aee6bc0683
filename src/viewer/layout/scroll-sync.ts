import { distanceBetween, type ImagePlace, matchingImage, sharesSpace } from "./match-images.ts";

/** A viewport with a stack, and the image that it shows. */
export interface StackPlace extends ImagePlace {
  /** The viewport's. */
  readonly id: string;
}

/**
 * Says which images other stacks are to show when one has been scrolled. Stacks of one frame of reference go by position
 * in the patient; others keep the distance that they had when synchronisation began, since positions of two examinations
 * differ by how the patient lay.
 */
export class ScrollSync {
  /** Where each viewport was when it was last heard of. */
  readonly #before = new Map<string, StackPlace>();
  readonly #distances = new Map<string, number>();

  /**
   * Takes up where a stack is now.
   *
   * @param others where the others are
   * @returns index of an image by viewport; none for those that stay
   */
  follow(leader: StackPlace, others: readonly StackPlace[]): ReadonlyMap<string, number> {
    const moves = new Map<string, number>();
    const before = this.#before.get(leader.id);
    const goesOn = before?.series === leader.series;
    if (!goesOn) this.forget(leader.id);
    for (const other of others) {
      const distance = this.#distance(other, goesOn ? before : leader);
      if (distance === undefined || !goesOn || before.index === leader.index) continue;
      const index = matchingImage(other.series, leader, distance);
      if (index !== undefined && index !== other.index) moves.set(other.id, index);
    }
    this.#before.set(leader.id, leader);
    // One that is led here and leads later begins where it was led to.
    for (const other of others) {
      this.#before.set(other.id, { ...other, index: moves.get(other.id) ?? other.index });
    }
    return moves;
  }

  /** Another stack is in a viewport, or begins to count anew. */
  forget(id: string): void {
    this.#before.delete(id);
    for (const key of this.#distances.keys()) {
      if (key.split(">").includes(id)) this.#distances.delete(key);
    }
  }

  clear(): void {
    this.#before.clear();
    this.#distances.clear();
  }

  #distance(to: StackPlace, from: StackPlace): number | undefined {
    if (sharesSpace(to.series, from.series)) return 0;
    const key = `${from.id}>${to.id}`;
    const known = this.#distances.get(key);
    if (known !== undefined) return known;
    const distance = distanceBetween(to, from);
    if (distance !== undefined) this.#distances.set(key, distance);
    return distance;
  }
}
