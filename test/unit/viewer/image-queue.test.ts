import { expect, it } from "vitest";
import { ImageQueue } from "../../../src/viewer/recalibration/image-queue.ts";

it("gives what was pushed in its order, before and while it is waited for, and ends", async () => {
  let taken = 0;
  const queue = new ImageQueue<number>(() => {
    taken += 1;
  });
  queue.push(1);
  const seen: number[] = [];
  const reading = (async () => {
    for await (const item of queue) {
      seen.push(item);
      // Each is told as taken before the reader works on it, so that the next one can come meanwhile.
      expect(taken).toBe(seen.length);
      if (item === 2) queue.end();
      else queueMicrotask(() => queue.push(item + 1));
    }
  })();
  await reading;
  expect(seen).toEqual([1, 2]);
});
