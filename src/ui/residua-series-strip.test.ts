import { html } from "lit";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import "./residua-series-strip.ts";
import type { SeriesImageData } from "./series-data.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled } from "./testing/fixture.ts";
import { sampleSeriesImages, scoredImage } from "./testing/sample-series.ts";

async function open(images: readonly SeriesImageData[] = sampleSeriesImages, current = 1) {
  const element = await fixture(
    "residua-series-strip",
    html`<residua-series-strip
      style="height: 200px"
      .images=${images}
      .current=${current}
    ></residua-series-strip>`,
  );
  return { element, slider: inside(element, ".slider") };
}

const pathOf = (element: Element, name: string) =>
  element.shadowRoot!.querySelector(`path.${name}`)?.getAttribute("d") ?? "";
/** Where the bars of a kind end, by slice. */
const ends = (element: Element, name: string) =>
  [...pathOf(element, name).matchAll(/M[\d.]+ (\d+)H([\d.]+)v/g)].map(([, slice, end]) => [
    Number(slice),
    Number(end),
  ]);

test("draws each score on one scale with the threshold in the middle, whatever the highest is", async () => {
  const { element } = await open();
  expect(ends(element, "below")).toEqual([
    [0, 5],
    [1, 25],
    [4, 45],
    [9, 20],
  ]);
  expect(ends(element, "above")).toEqual([
    [2, 75],
    [3, 100],
  ]);
  const alone = (await open([scoredImage(0.5), scoredImage(0.2)], 0)).element;
  expect(ends(alone, "below")).toEqual([
    [0, 25],
    [1, 10],
  ]);
});

test("leaves stripes where nothing is known, and draws a dash where there is no score", async () => {
  const { element } = await open();
  expect(ends(element, "track").map(([slice]) => slice)).toEqual([0, 1, 2, 3, 4, 5, 6, 9]);
  expect(ends(element, "none").map(([slice]) => slice)).toEqual([5, 6]);
});

test("says to a screen reader which image it is at and what is known of it", async () => {
  const { element, slider } = await open();
  expect([slider.ariaValueMin, slider.ariaValueNow, slider.ariaValueMax]).toEqual(["1", "2", "10"]);
  expect(slider.ariaValueText).toBe("Image 2 of 10, score 0.50");
  const texts: string[] = [];
  for (const current of [3, 5, 6, 7]) {
    element.current = current;
    await settled(element);
    texts.push(slider.ariaValueText!);
  }
  expect(texts).toEqual([
    "Image 4 of 10, score 4.00, above the threshold",
    "Image 6 of 10, the model is not for it",
    "Image 7 of 10, could not be scored",
    "Image 8 of 10, not scored yet",
  ]);
});

test("goes along with the keys, and no further than the ends", async () => {
  const { slider } = await open();
  const seen: number[] = [];
  const record = (event: HTMLElementEventMap["residua-slice-select"]) => seen.push(event.index);
  document.addEventListener("residua-slice-select", record);
  slider.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowUp}{End}{Home}{PageDown}{PageUp}");
  document.removeEventListener("residua-slice-select", record);
  expect(seen).toEqual([2, 0, 9, 0, 9, 0]);
});

test("goes to the image under the pointer, and along with it while it is dragged", async () => {
  const { element, slider } = await open();
  const { left, top } = slider.getBoundingClientRect();
  const at = (type: string, y: number) =>
    slider.dispatchEvent(
      new PointerEvent(type, { clientX: left + 5, clientY: top + y, button: 0, pointerId: 1, bubbles: true }),
    );
  // A synthetic pointer cannot be captured.
  let captured = false;
  slider.setPointerCapture = () => {
    captured = true;
  };
  slider.hasPointerCapture = () => captured;
  expect((await nextEvent("residua-slice-select", () => at("pointerdown", 65))).index).toBe(3);
  element.current = 3;
  expect((await nextEvent("residua-slice-select", () => at("pointermove", 145))).index).toBe(7);
  expect(slider.title).toBe("Image 8 of 10, not scored yet");
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
