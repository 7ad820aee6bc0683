import { afterEach, beforeEach, expect, test } from "vitest";
import { SideBySide } from "../../../src/viewer/layout/side-by-side.ts";
import type { ImageViewport } from "../../../src/viewer/stack/page-stage.ts";
import { type LayoutHost, openHost, openSeries } from "./support/layout-host.ts";
import { places } from "./support/series-files.ts";

let host: LayoutHost;
let sides: SideBySide;
/** The viewport that shows the reconstruction. */
let reconstructed: ImageViewport | undefined;

beforeEach(() => {
  localStorage.clear();
  reconstructed = undefined;
});
afterEach(() => host?.remove());

async function open() {
  const series = await openSeries(
    { series: "11", places: places(9, 4) },
    { series: "12", places: places(5, 8), frameOfReference: "2" },
  );
  host = await openHost(series);
  sides = new SideBySide({
    viewports: host.viewports,
    onReconstruction: (viewport, shown) => {
      reconstructed = shown ? viewport : undefined;
    },
  });
  host.addEventListener("viewports", () => sides.follow(host.followed));
  return series;
}

async function begin(): Promise<void> {
  sides.begin();
  await host.shown();
  await host.reaches(() => reconstructed !== undefined);
}

const indices = () => host.elements.map(({ state }) => state?.index);
const shown = () => host.elements.map(({ series }) => series);

test("image and reconstruction lie side by side at the image that was shown, and go together", async () => {
  const [series] = await open();
  host.viewports.toggleScroll();
  host.elements[0]!.view!.goTo(6);
  await host.reaches(() => host.viewports.index === 6);
  await begin();
  expect(sides.shown).toBe(true);
  expect(shown()).toEqual([series, series]);
  expect(indices()).toEqual([6, 6]);
  expect(reconstructed).toBe(host.elements[1]!.view!.viewport);

  host.elements[0]!.view!.goTo(2);
  await host.reaches(() => indices()[1] === 2);
  host.viewports.activate(1);
  host.elements[1]!.view!.goTo(7);
  await host.reaches(() => indices()[0] === 7);
  host.elements[0]!.view!.viewport.setProperties({ voiRange: { lower: 0, upper: 80 } });
  host.elements[0]!.view!.viewport.render();
  await host.reaches(() => host.elements[1]!.state?.window?.width === 80);
});

test("its end brings back the layout, its series and how they go together", async () => {
  const [first, second] = await open();
  host.viewports.setLayout("2x2");
  host.viewports.assign(3, first!);
  host.viewports.assign(1, second!);
  host.viewports.toggleScroll();
  await host.shown();
  const before = { ...host.viewports.setting };
  await begin();
  expect(shown()).toEqual([second, second]);
  expect(host.viewports.setting).toEqual({ layout: "1x2", scroll: true, display: true });
  host.elements[0]!.view!.goTo(4);
  await host.reaches(() => indices()[1] === 4);

  sides.end();
  await host.shown();
  expect(host.viewports.setting).toEqual(before);
  expect(sides.shown).toBe(false);
  expect(reconstructed).toBeUndefined();
  expect(shown()).toEqual([first, second, undefined, first]);
  expect([host.viewports.active, host.viewports.index]).toEqual([1, 4]);
});

test("another series on one side ends it, and stays", async () => {
  const [first, second] = await open();
  await begin();
  host.viewports.assign(1, second!);
  await host.shown();
  await host.reaches(() => reconstructed === undefined);
  expect(sides.shown).toBe(false);
  expect(host.viewports.setting).toEqual({ layout: "1x2", scroll: true, display: false });
  expect(shown()).toEqual([first, second]);
});

test("three planes come back after it", async () => {
  const [series] = await open();
  host.viewports.setLayout("mpr");
  await host.reaches(() => host.viewports.layout === "mpr" && host.viewports.crosshairs !== undefined);
  await host.shown();
  await begin();
  expect(shown()).toEqual([series, series]);
  sides.end();
  await host.reaches(() => host.viewports.layout === "mpr" && host.viewports.crosshairs !== undefined);
  await host.shown();
  expect(host.elements.map(({ plane }) => plane)).toEqual(["axial", "sagittal", "coronal"]);
});
