/** What one side pushes and the other side iterates over, once. */
export class ImageQueue<Item> implements AsyncIterable<Item> {
  readonly #waiting: Item[] = [];
  readonly #onTaken: () => void;
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param onTaken called for each item that was taken out */
  constructor(onTaken: () => void) {
    this.#onTaken = onTaken;
  }

  push(item: Item): void {
    this.#waiting.push(item);
    this.#wake?.();
  }

  /** No more will come. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      const item = this.#waiting.shift();
      if (item !== undefined) {
        this.#onTaken();
        yield item;
      } else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
