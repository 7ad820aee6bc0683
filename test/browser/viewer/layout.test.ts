import { cache, type Types } from "@cornerstonejs/core";
import { annotation } from "@cornerstonejs/tools";
import { afterEach, beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { visibleText } from "../../../src/ui/testing/fixture.ts";
import { SeriesDropEvent } from "../../../src/viewer/events/series-drop-event.ts";
import type { Series } from "../../../src/viewer/files/series.ts";
import { PageStage } from "../../../src/viewer/stack/page-stage.ts";
import { type LayoutHost, openHost, openSeries } from "./support/layout-host.ts";
import { places, type SeriesPlan } from "./support/series-files.ts";

let host: LayoutHost;

beforeEach(() => localStorage.clear());
afterEach(() => {
  host?.remove();
  expect(PageStage.current).toBeUndefined();
});

async function open(...plans: readonly SeriesPlan[]): Promise<Series[]> {
  const series = await openSeries(...plans);
  host = await openHost(series);
  return series;
}

const indices = () => host.elements.map(({ state }) => state?.index);
const engineViewports = () => PageStage.current?.engine.getViewports().length;
const volumes = () => cache.getVolumes().filter(({ volumeId }) => volumeId.startsWith("residua-volume:"));
const crosshairs = () =>
  annotation.state.getAllAnnotations().filter(({ metadata }) => metadata?.toolName === "Crosshairs");

async function notice(): Promise<string> {
  const element = host.renderRoot.querySelector("residua-notice")!;
  await host.updateComplete;
  await element.updateComplete;
  return visibleText(element);
}

async function planes(): Promise<void> {
  host.viewports.setLayout("mpr");
  await host.reaches(() => host.viewports.layout === "mpr" && host.viewports.crosshairs !== undefined);
  await host.shown();
  await host.reaches(() => PageStage.current?.crosshairs === "grab");
}

/** How far a plane lies from a point, mm. */
function distance(viewport: Types.IVolumeViewport, point: readonly number[]): number {
  const { focalPoint, viewPlaneNormal } = viewport.getCamera();
  return Math.abs(point.reduce((sum, x, i) => sum + (x - focalPoint![i]!) * viewPlaneNormal![i]!, 0));
}

test("one, two and four viewports share an engine; those that go leave nothing behind", async () => {
  const [first, second] = await open(
    { series: "11", places: places(5, 4) },
    { series: "12", places: places(5, 4) },
  );
  expect([host.elements.length, engineViewports()]).toEqual([1, 1]);
  const before = host.elements[0];
  host.viewports.setLayout("2x2");
  await host.shown();
  expect([host.elements.length, engineViewports()]).toEqual([4, 4]);
  expect(host.elements[0]).toBe(before);
  // What fitted the whole middle fits a quarter of it.
  await host.reaches(() => before!.view!.viewport.canvas.clientHeight < 250);
  await host.reaches(() => Math.abs((before!.state?.zoom ?? 0) - 1) < 0.01);
  expect(visibleText(host.elements[3]!)).toContain("Drag a series here");
  host.elements[3]!.dispatchEvent(new SeriesDropEvent(second!.key));
  await host.shown();
  expect(host.viewports.active).toBe(3);
  expect(host.elements.map(({ series }) => series)).toEqual([first, undefined, undefined, second]);
  await host.reaches(() => host.followedActive === host.elements[3]!.view!.viewport);
  expect(host.followed.length).toBe(4);

  host.viewports.setLayout("1x2");
  await host.shown();
  expect([host.elements.length, engineViewports(), host.viewports.active]).toEqual([2, 2, 1]);
  await host.reaches(() => host.followed.length === 2);
  expect(PageStage.current!.group.getViewportIds().length).toBe(2);
});

test("the viewport that is turned to is the active one, by pointer and by keyboard", async () => {
  const [series] = await open({ series: "21", places: places(5, 4) });
  host.viewports.setLayout("1x2");
  host.viewports.assign(1, series!);
  await host.shown();
  const stage = (index: number) => host.elements[index]!.renderRoot.querySelector<HTMLElement>(".stage")!;
  await userEvent.click(stage(0));
  expect(host.viewports.active).toBe(0);
  host.viewports.step(1);
  expect(host.viewports.active).toBe(1);
  expect(host.elements[1]!.renderRoot.querySelector(".stage:focus")).not.toBeNull();
  await host.updateComplete;
  expect(host.elements.map(({ className }) => className)).toEqual(["", "active"]);
});

test("stacks of one frame of reference scroll together by position, whatever their spacing, until told not to", async () => {
  const [fine, coarse] = await open(
    { series: "31", places: places(9, 3) },
    { series: "32", places: places(4, 8) },
  );
  host.viewports.setLayout("1x2");
  host.viewports.assign(1, coarse!);
  await host.shown();
  // Where the first is, at 12 mm.
  expect(indices()).toEqual([4, 1]);
  host.viewports.activate(0);
  host.elements[0]!.view!.goTo(8);
  await host.reaches(() => indices()[1] === 3);
  host.viewports.activate(1);
  host.elements[1]!.view!.goTo(0);
  await host.reaches(() => indices()[0] === 0);
  host.viewports.toggleScroll();
  host.elements[1]!.view!.goTo(2);
  await host.reaches(() => host.viewports.index === 2);
  expect(indices()).toEqual([0, 2]);
  host.viewports.toggleScroll();
  host.elements[1]!.view!.goTo(3);
  await host.reaches(() => indices()[0] === 8);
  expect(fine!.imageIds.length).toBe(9);
});

test("a prior lies beside the current study at the same place, with both dates, and scrolls with it", async () => {
  const current = { series: "41", study: "2", date: "20260301", places: places(8, 4) };
  const prior = {
    series: "42",
    study: "1",
    date: "20240115",
    places: places(8, 4, 6),
    frameOfReference: "9",
  };
  await open(current, prior, {
    series: "43",
    study: "3",
    date: "20250101",
    places: places(8, 4),
    modality: "CT",
  });
  host.elements[0]!.view!.goTo(5);
  await host.reaches(() => host.viewports.index === 5);
  host.layout.run("compare-prior");
  await host.shown();
  expect(host.viewports.layout).toBe("1x2");
  expect(host.elements.map(({ examination }) => examination)).toEqual(["current", "prior"]);
  // 20 mm; the prior's images lie at 18 and 22 mm.
  expect([3, 4]).toContain(indices()[1]);
  await Promise.all(host.elements.map(({ updateComplete }) => updateComplete));
  const corner = (index: number) => visibleText(host.elements[index]!);
  expect(corner(0)).toMatch(/2026.*Current/s);
  expect(corner(1)).toMatch(/2024.*Prior/s);
  const [, there] = indices();
  host.viewports.activate(0);
  host.elements[0]!.view!.goTo(7);
  await host.reaches(() => indices()[1] === Math.min(7, there! + 2));
});

test("without another study of the patient there is nothing to compare with, and that is said", async () => {
  await open(
    { series: "51", places: places(4, 4) },
    { series: "52", study: "2", date: "20200101", patient: "another", places: places(4, 4) },
  );
  host.layout.run("compare-prior");
  await host.updateComplete;
  expect(host.viewports.layout).toBe("1x1");
  expect(await notice()).toContain("No other study");
});

test("three planes of a volume go to one point, and leave no volume, lines or viewports behind", async () => {
  const [series] = await open({ series: "61", places: places(12, 2) });
  await planes();
  expect(host.elements.map(({ plane }) => plane)).toEqual(["axial", "sagittal", "coronal"]);
  expect([engineViewports(), volumes().length]).toEqual([3, 1]);
  expect(crosshairs().length).toBe(3);
  const { vtkOpenGLTexture: texture } = volumes()[0] as Types.IImageVolume & {
    vtkOpenGLTexture: {
      getHandle(): WebGLTexture | undefined;
      get(key: "context"): { readonly context: WebGL2RenderingContext };
    };
  };
  await host.reaches(() => Boolean(texture.getHandle()));
  const { context } = texture.get("context");
  expect(context.isTexture(texture.getHandle()!)).toBe(true);

  host.viewports.goToPixel(9, { column: 11, row: 3 });
  const point = [-15 + 22, -15 + 6, 18];
  for (const { view } of host.elements) {
    expect(distance(view!.viewport as Types.IVolumeViewport, point)).toBeLessThan(0.01);
  }
  await host.reaches(() => host.viewports.index === 9);
  expect(host.viewports.view!.window).toEqual({ width: 1000, centre: 500 });

  host.elements[1]!.view!.viewport.setProperties({ voiRange: { lower: 100, upper: 300 } });
  host.elements[1]!.view!.viewport.render();
  await host.reaches(() => host.viewports.view?.window?.width === 200);

  host.viewports.useCrosshairs();
  expect(host.viewports.crosshairs).toBe(true);
  host.viewports.setLayout("1x1");
  await host.shown();
  expect([engineViewports(), volumes().length, crosshairs().length]).toEqual([1, 0, 0]);
  // Of a context that is lost nothing is on the GPU.
  expect(context.isTexture(texture.getHandle() ?? null)).toBe(false);
  // The stack goes on where the planes were.
  expect(series!.imageIds[host.elements[0]!.state!.index]).toBe(series!.imageIds[9]);
});

test.each([
  [{ series: "71", places: [0, 4, 8, 14, 18] }, /do not lie at equal distances/],
  [{ series: "72", places: [0] }, /at least three images/],
  [{ series: "73", places: places(5, 4), imageType: ["ORIGINAL", "PRIMARY", "LOCALIZER"] }, /localizer/],
] as const)("a series that is no volume stays a stack, and the reason is said: %#", async (plan, reason) => {
  await open(plan);
  host.viewports.setLayout("mpr");
  await host.updateComplete;
  expect([host.viewports.layout, host.elements.length, volumes().length]).toEqual(["1x1", 1, 0]);
  expect(await notice()).toMatch(reason);
});

test("a page opened again has the layout and the settings of the last", async () => {
  const series = await open({ series: "81", places: places(4, 4) });
  host.viewports.setLayout("2x2");
  host.viewports.toggleDisplay();
  host.remove();
  host = await openHost(series);
  expect(host.elements.length).toBe(4);
  expect(host.layout.choice).toEqual({ layout: "2x2", scroll: true, display: true, crosshairs: undefined });
});

test("windows and zooms go together where that is asked for", async () => {
  const [series] = await open({ series: "91", places: places(4, 4) });
  host.viewports.setLayout("1x2");
  host.viewports.assign(1, series!);
  await host.shown();
  host.viewports.toggleDisplay();
  await host.updateComplete;
  await host.shown();
  const [left, right] = host.elements.map(({ view }) => view!.viewport as Types.IStackViewport);
  left!.setProperties({ voiRange: { lower: 0, upper: 50 } });
  left!.render();
  await host.reaches(() => host.elements[1]!.state?.window?.width === 50);
  left!.setZoom(2);
  left!.render();
  await host.reaches(() => Math.abs(right!.getZoom() - 2) < 0.01);
});
