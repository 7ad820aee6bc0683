import { afterEach, describe, expect, it, vi } from "vitest";
import { startProgress } from "../../../src/cli/progress.ts";

afterEach(() => void vi.restoreAllMocks());

function shown(run: () => void): string {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  run();
  return write.mock.calls.map(([text]) => String(text)).join("");
}

describe("startProgress", () => {
  it("shows what the updates say is left, from a run that was taken up too", () => {
    const text = shown(() => {
      const progress = startProgress("Training", 10, "batches", { hasEstimate: true });
      progress.update(8, "epoch 4/5, 12 images/s, ELBO 2163.3", 125);
      progress.stop();
    });
    expect(text).toContain("0/10 batches, ? left");
    expect(text).toContain("8/10 batches, 2 min 05 s left · epoch 4/5, 12 images/s, ELBO 2163.3");
  });

  it("guesses by itself where they do not", () => {
    const text = shown(() => {
      const progress = startProgress("Preparing", 4, "images");
      progress.update(4);
      progress.stop();
    });
    expect(text).toMatch(/4\/4 images, \d+s left/);
    expect(text).not.toContain("·");
  });
});
