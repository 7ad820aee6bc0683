import { html } from "lit";
import { expect, test } from "vitest";
import { averagePoints, type LossPoint, roundTicks } from "./loss-points.ts";
import "./residua-loss-chart.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, visibleText } from "./testing/fixture.ts";

const points: readonly LossPoint[] = Array.from({ length: 1000 }, (_, index) => ({
  step: index + 1,
  loss: 1 - index / 1000,
  reconstruction: 0.5 - index / 1000,
  kl: index / 100,
}));

const open = (shown = points) =>
  fixture(
    "residua-loss-chart",
    html`<residua-loss-chart .points=${shown} .steps=${2000} .epochs=${20}></residua-loss-chart>`,
  );

/** Ends of a curve in the drawing's units. */
function ends(element: Element, name: string): [x: number, y: number][] {
  const d = inside(element, `path.${name}`).getAttribute("d")!;
  const numbers = [...d.matchAll(/[ML](\S+) (\S+?)(?=L|$)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as [number, number],
  );
  return [numbers[0]!, numbers.at(-1)!];
}

test("draws what was trained so far over the whole run's width, lower values lower", async () => {
  const element = await open();
  const [[firstX, firstY], [lastX, lastY]] = ends(element, "loss") as [[number, number], [number, number]];
  expect(firstX).toBeLessThan(60);
  // Half of the run is done.
  expect(lastX).toBeGreaterThan(320);
  expect(lastX).toBeLessThan(350);
  expect(lastY).toBeGreaterThan(firstY);
  const [[, klFirst], [, klLast]] = ends(element, "kl") as [[number, number], [number, number]];
  expect(klLast).toBeLessThan(klFirst);
  expect(visibleText(element)).toMatch(/Loss .*Reconstruction, a pixel .*KL divergence, nats an image/);
});

test("says the last figures to who does not see them", async () => {
  const element = await open();
  expect(inside(element, ".plot").getAttribute("aria-label")).toBe(
    "Loss curve after step 1,000: loss 0.001, reconstruction -0.499, KL divergence 9.99 nats",
  );
  expect(await accessibilityFaults()).toEqual([]);
});

test("stands empty before the first step", async () => {
  const element = await open([]);
  expect(inside(element, "path.loss").getAttribute("d")).toBe("");
  expect(await accessibilityFaults()).toEqual([]);
});

test("averages neighbouring points", () => {
  const few = averagePoints(points, 10);
  expect(few).toHaveLength(10);
  expect(few[0]!.step).toBeCloseTo(50.5);
  expect(averagePoints(few, 10)).toEqual(few);
});

test("marks round numbers", () => {
  expect(roundTicks(-0.13, 0.94, 4)).toEqual([0, 0.5]);
  expect(roundTicks(0, 20, 8)).toEqual([0, 5, 10, 15, 20]);
  expect(roundTicks(3, 3, 4)).toEqual([]);
});
