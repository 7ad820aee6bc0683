export interface Watchdog {
  /** Ends the watch; the alarm will not sound. */
  stop(): void;
}

const ticks = 10;

/**
 * Calls `alarm` after `ms` of running time. It counts in tenths, so that a laptop which slept, or a page the browser
 * froze, loses at most one tenth on waking instead of raising the alarm at once.
 */
export function startWatchdog(ms: number, alarm: () => void): Watchdog {
  let left = ticks;
  let timer = setTimeout(tick, ms / ticks);
  function tick() {
    left -= 1;
    if (left === 0) alarm();
    else timer = setTimeout(tick, ms / ticks);
  }
  return { stop: () => clearTimeout(timer) };
}
