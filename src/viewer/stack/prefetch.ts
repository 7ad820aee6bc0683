import { imageLoader } from "@cornerstonejs/core";

/** Loads at once, behind what the user looks at. */
const concurrency = 2;
/** Images beyond this many are loaded when they are scrolled to. */
const maximumImages = 300;

/**
 * Loads the images around one into the cache, the nearest first, so that scrolling finds them there. Stops at the
 * first that fails: whoever scrolls to it is told.
 *
 * (Cornerstone's own prefetching leaves a rejection unhandled for each image that fails.)
 */
export async function prefetch(
  imageIds: readonly string[],
  from: number,
  signal: AbortSignal,
): Promise<void> {
  const waiting = imageIds
    .map((imageId, index) => ({ imageId, distance: Math.abs(index - from) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, maximumImages);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let entry = waiting[next++]; entry && !signal.aborted; entry = waiting[next++]) {
      await imageLoader.loadAndCacheImage(entry.imageId);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } catch {
    next = waiting.length;
  }
}
