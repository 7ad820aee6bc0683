import { afterEach, beforeEach, type MockInstance, vi } from "vitest";

interface Spy {
  readonly mock: { readonly calls: readonly unknown[][] };
}

export interface QuietConsole {
  /** What went to standard output. */
  out: MockInstance<typeof console.log>;
  /** What went to standard error, but for the progress bars. */
  err: MockInstance<typeof console.error>;
}

/** Keeps the console quiet during each test of a file, and notes what would have been printed. */
export function quietConsole(): QuietConsole {
  const spies = {} as QuietConsole;
  beforeEach(() => {
    spies.out = vi.spyOn(console, "log").mockImplementation(() => undefined);
    spies.err = vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterEach(() => void vi.restoreAllMocks());
  return spies;
}

/** Line by line. */
export function printed(spy: Spy): string[] {
  return spy.mock.calls.map((call) => call.join(" "));
}
