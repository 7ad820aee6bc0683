import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-reconstructions.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, visibleText } from "./testing/fixture.ts";

const image = { input: Float32Array.of(0, 1, 0.5, 0.5), mean: Float32Array.of(0, 0.5, 0.5, 2) };

const open = () =>
  fixture(
    "residua-reconstructions",
    html`<residua-reconstructions .images=${[image, image]} .height=${2} .width=${2}></residua-reconstructions>`,
  );

function pixels(element: Element, row: string): number[][] {
  const canvas = inside<HTMLCanvasElement>(element, `canvas[data-row=${row}]`);
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, 2, 2);
  return Array.from({ length: 4 }, (_, index) => [...data.slice(4 * index, 4 * index + 3)]);
}

test("draws input and reconstruction in grey, and the difference on one scale for all", async () => {
  const element = await open();
  expect(pixels(element, "input")).toEqual([
    [0, 0, 0],
    [255, 255, 255],
    [128, 128, 128],
    [128, 128, 128],
  ]);
  // Beyond the range is its end.
  expect(pixels(element, "mean")[3]).toEqual([255, 255, 255]);
  const difference = pixels(element, "difference");
  expect(difference[0]).toEqual(difference[2]);
  expect(difference[1]).toEqual(difference[3]);
  expect(difference[1]![0]).toBeGreaterThan(240);
});

test("names what it shows", async () => {
  const element = await open();
  expect(visibleText(element)).toMatch(/Input .*Reconstruction .*Difference, 0 to 0\.5/);
  expect(inside(element, "canvas").ariaLabel).toBe("Input, image 1");
  expect(await accessibilityFaults()).toEqual([]);
});
