import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startWatchdog } from "../../../src/inference/watchdog.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("startWatchdog", () => {
  it("sounds once, after its time", () => {
    const alarm = vi.fn();
    startWatchdog(1000, alarm);
    vi.advanceTimersByTime(999);
    expect(alarm).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(alarm).toHaveBeenCalledTimes(1);
  });

  it("keeps quiet when stopped, and leaves no timer", () => {
    const alarm = vi.fn();
    const watchdog = startWatchdog(1000, alarm);
    vi.advanceTimersByTime(550);
    watchdog.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(10_000);
    expect(alarm).not.toHaveBeenCalled();
  });

  it("does not sound at once when the machine wakes from sleep", () => {
    const alarm = vi.fn();
    startWatchdog(1000, alarm);
    vi.advanceTimersByTime(150);
    // On waking the one timer that is due fires, however late it is.
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersToNextTimer();
    expect(alarm).not.toHaveBeenCalled();
  });
});
