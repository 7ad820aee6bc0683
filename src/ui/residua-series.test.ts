import { html } from "lit";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import "./residua-series.ts";
import type { ResiduaClearQuestion } from "./residua-clear-question.ts";
import type { DrawRegion, ResiduaSeriesRegions } from "./residua-series-regions.ts";
import { type SeriesData, steppedFlag } from "./series-data.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "./testing/fixture.ts";
import { sampleSeries, sampleSeriesRegions } from "./testing/sample-series.ts";

const open = (change: Partial<SeriesData> = {}, drawRegion?: DrawRegion) =>
  fixture(
    "residua-series",
    html`<residua-series
      .data=${{ ...sampleSeries, ...change }}
      .drawRegion=${drawRegion}
      shortcut="S"
    ></residua-series>`,
  );
const unscored = { done: 0, score: undefined, regions: { regions: [] }, stored: false } as const;

test("offers the scan, and the rest of one that was cancelled", async () => {
  expect(visibleText(await open(unscored))).toContain("Score the whole series");
  const element = await open();
  expect(visibleText(element)).toMatch(/8 of 10 images .*Score the rest/);
  const { command } = await nextEvent("residua-scan-command", () =>
    inside(element, "[data-command=start]").click(),
  );
  expect(command).toBe("start");
});

/** The list behind the summary, as a click opens it. */
async function openList(element: HTMLElement): Promise<ResiduaSeriesRegions> {
  inside<HTMLDetailsElement>(element, "details").open = true;
  await expect.poll(() => element.shadowRoot!.querySelector("residua-series-regions")).not.toBeNull();
  const list = inside<ResiduaSeriesRegions>(element, "residua-series-regions");
  await list.updateComplete;
  return list;
}

test("says how far the scan is and how long it takes, with pause and cancel", async () => {
  const element = await open({ state: "running", msLeft: 12_400 });
  expect(visibleText(element)).toContain("8 of 10, about 12 s left");
  for (const command of ["pause", "cancel"] as const) {
    const sent = await nextEvent("residua-scan-command", () =>
      inside(element, `[data-command=${command}]`).click(),
    );
    expect(sent.command).toBe(command);
  }
  const paused = await open({ state: "paused" });
  expect(visibleText(paused)).toMatch(/8 of 10 images, paused .*Resume .*Cancel/);
});

test("tells the flagged images from those that chance flags, and what the highest is worth among all", async () => {
  const text = visibleText(await open());
  expect(text).toContain(
    "2 of 6 images are above the threshold; about 0.3 would be by chance if all were healthy.",
  );
  expect(text).toContain("Highest: image 4, p = 0.007 by itself; p ≤ 0.042 as the highest of 6.");
});

test("lists the joined regions by severity with their volume and images; a choice is sent", async () => {
  const element = await open();
  expect(element.shadowRoot!.querySelector("residua-series-regions")).toBeNull();
  const list = await openList(element);
  expect(visibleText(list)).toMatch(
    /4\.2 ml peak 6\.1 σ images 3 to 4, peak in 4 .*0\.31 ml peak 1\.4 σ image 5/,
  );
  const first = inside(list, "button");
  const { region } = await nextEvent("residua-series-region-select", () => first.click());
  expect(region.id).toBe(1);
  first.focus();
  const sent = nextEvent("residua-series-region-select", () => {});
  await userEvent.keyboard("{Tab}{Enter}");
  expect((await sent).region.id).toBe(2);
});

test("draws each region once, and only again when its peak moves", async () => {
  const drawn: number[] = [];
  const draw: DrawRegion = async (_canvas, { id }) => {
    drawn.push(id);
  };
  const element = await open({}, draw);
  const list = await openList(element);
  await expect.poll(() => drawn).toEqual([1, 2]);
  list.regions = sampleSeriesRegions.map((region) => ({ ...region, volumeMl: 9 }));
  await list.updateComplete;
  expect(drawn).toEqual([1, 2]);
  list.regions = sampleSeriesRegions.map((region) => ({
    ...region,
    peakPart: { slice: 8, region: region.id },
  }));
  await expect.poll(() => drawn).toEqual([1, 2, 1, 2]);
});

test("shows the five most severe until all are asked for", async () => {
  const regions = Array.from({ length: 9 }, (_, index) => ({
    ...sampleSeriesRegions[0]!,
    id: index + 1,
    peakPart: { slice: index, region: 1 },
  }));
  const element = await open({ regions: { regions } });
  const list = await openList(element);
  const count = () => list.shadowRoot!.querySelectorAll("li").length;
  expect(count()).toBe(5);
  inside(list, ".link").click();
  await list.updateComplete;
  expect(count()).toBe(9);
});

test("says why there is no volume", async () => {
  const text = visibleText(await open({ regions: { regions: [], problem: "same-place" } }));
  expect(text).toContain("Several images show the same place");
});

test("clears what is stored, where anything is, after a question and not where the answer is no", async () => {
  const element = await open();
  inside<HTMLDetailsElement>(element, "details").open = true;
  const commands: string[] = [];
  element.addEventListener("residua-scan-command", ({ command }) => commands.push(command));
  const answer = async (command: "keep" | "clear") => {
    inside(element, "button.link").click();
    await settled(element);
    const question = inside<ResiduaClearQuestion>(element, "residua-clear-question");
    await question.updateComplete;
    expect(commands).toEqual([]);
    inside(question, `[data-command=${command}]`).click();
    await settled(element);
  };
  await answer("keep");
  expect(commands).toEqual([]);
  await expect.poll(() => element.shadowRoot!.activeElement?.className).toBe("link");
  await answer("clear");
  expect(commands).toEqual(["clear"]);
  expect(visibleText(await open({ stored: false }))).not.toContain("Clear");
});

test("finds the next and previous flagged image around the ends", () => {
  const at = (current: number, step: 1 | -1) => steppedFlag({ ...sampleSeries, current }, step);
  expect([at(0, 1), at(2, 1), at(3, 1), at(9, 1)]).toEqual([2, 3, 2, 2]);
  expect([at(0, -1), at(3, -1), at(2, -1)]).toEqual([3, 2, 3]);
  expect(steppedFlag({ images: [{ state: "unknown" }], current: 0 }, 1)).toBeUndefined();
});

test("has no accessibility faults", async () => {
  await open({ state: "running", msLeft: 3000 });
  expect(await accessibilityFaults()).toEqual([]);
});
