import type { Locator, Page } from "playwright";
import { expect } from "vitest";
import type { EngineResult } from "../../../src/inference/engine.ts";
import type { PanelState } from "../../../src/ui/panel-data.ts";
import type { ResiduaPanel } from "../../../src/ui/residua-panel.ts";

/** Waits until the panel is done with the active viewport's image. */
export async function settled(page: Page): Promise<PanelState> {
  const done = page.locator("residua-panel:is([state=ready], [state=refused], [state=error])");
  await done.waitFor();
  return (await page.locator("residua-panel").getAttribute("state")) as PanelState;
}

/** What the panel shows, as data; without the maps, which are large. */
export function panelResult(
  page: Page,
): Promise<Pick<EngineResult, "regions" | "scores" | "model"> | undefined> {
  return page.locator("residua-panel").evaluate((element) => {
    const { result } = element as ResiduaPanel;
    return result && { regions: result.regions, scores: result.scores, model: result.model };
  });
}

export const toolbarButton = (page: Page): Locator =>
  page.locator('[data-cy="residua-split-button-primary"]');

/** An entry of the button's list. */
export async function chooseFromList(page: Page, id: string): Promise<void> {
  await page.locator('[data-cy="residua-split-button-secondary"] button').click();
  await page.locator(`[role=menu] [data-cy="${id}"]`).click();
}

/** Shares of coloured pixels, a number a viewport: what of the heatmap is on the screen. */
export function colouredShares(page: Page): Promise<number[]> {
  return page.locator("canvas.cornerstone-canvas").evaluateAll((canvases) =>
    canvases.map((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(element as HTMLCanvasElement, 0, 0);
      const { data } = copy.getImageData(0, 0, width, height);
      let coloured = 0;
      for (let index = 0; index < data.length; index += 4) {
        const [red, green, blue] = [data[index]!, data[index + 1]!, data[index + 2]!];
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) coloured++;
      }
      return coloured / (data.length / 4);
    }),
  );
}

/** Waits until as many viewports show the heatmap, and no others. */
export async function expectHeatmaps(page: Page, viewports: number): Promise<void> {
  await expect
    .poll(async () => (await colouredShares(page)).filter((share) => share > 1e-3).length)
    .toBe(viewports);
}

/** Waits until an image is on the screen: more than text and frames. */
export async function expectImage(page: Page): Promise<void> {
  const brightness = () =>
    page
      .locator("canvas.cornerstone-canvas")
      .first()
      .evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const copy = new OffscreenCanvas(width, height).getContext("2d")!;
        copy.drawImage(element as HTMLCanvasElement, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return data.filter((value, index) => index % 4 === 0 && value > 64).length / (data.length / 4);
      });
  await expect.poll(brightness).toBeGreaterThan(0.02);
}

/** The instance's number as OHIF writes it in the viewport's corner. */
export async function instanceNumber(page: Page): Promise<number> {
  const text = await page.locator('[data-cy="viewport-overlay-bottom-right"]').first().innerText();
  return Number(/I:\s*(\d+)/.exec(text)?.[1]);
}

/** Opens another of the viewer's pages without loading it anew, as its own links do. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((url) => {
    history.pushState({}, "", url);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

interface HostWindow {
  readonly commandsManager: {
    runCommand(name: string, options?: Readonly<Record<string, unknown>>): unknown;
  };
  readonly services: {
    readonly customizationService: { getCustomization(name: string): unknown };
    readonly uiModalService: {
      show(modal: { readonly title: string; readonly content: unknown }): void;
      hide(): void;
    };
  };
  readonly cornerstone: typeof import("@cornerstonejs/core");
}

/** Runs a command of the viewer, without waiting for its end. */
export async function runCommand(
  page: Page,
  name: string,
  options: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await page.evaluate(
    (command) => {
      void (window as unknown as HostWindow).commandsManager.runCommand(command.name, command.options);
    },
    { name, options },
  );
}

/** The viewer's dialog of preferences, where it lists the keys. */
export async function openPreferences(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { customizationService, uiModalService } = (window as unknown as HostWindow).services;
    const content = customizationService.getCustomization("ohif.userPreferencesModal");
    uiModalService.show({ title: "Preferences", content });
  });
}

/** Opens the study in the viewer without loading the page anew, and waits for an image. */
export async function openStudy(page: Page, studyUid: string): Promise<void> {
  await goTo(page, `/viewer?StudyInstanceUIDs=${studyUid}`);
  await expectImage(page);
  await toolbarButton(page).waitFor();
}

/** To the study list by the viewer's own button. */
export async function leaveStudy(page: Page): Promise<void> {
  await page.locator('[data-cy="return-to-work-list"]').click();
  await page.waitForURL(({ pathname }) => pathname === "/");
}

/** Waits until nothing of Residua is left in the page. */
export async function expectNothingLeft(page: Page): Promise<void> {
  await expect.poll(() => workers(page)).toBe(0);
  await expect.poll(() => leftovers(page)).toEqual([]);
}

/** Waits until the grid has as many viewports. */
export async function chooseLayout(page: Page, rows: number, columns: number): Promise<void> {
  await page.locator('[data-cy="Layout"]').click();
  await page.locator(`[data-cy="Layout-${columns - 1}-${rows - 1}"]`).click();
  await expect.poll(() => page.locator('[data-cy="viewport-pane"]').count()).toBe(rows * columns);
}

interface Traces {
  /** Residua's actors in all viewports. */
  readonly actors: number;
  /** Residua's images in Cornerstone's cache. */
  readonly images: number;
  /** All that listens for new viewports. The host's own stay as many; those for closed ones it adds to at each entry. */
  readonly listeners: number;
}

/** What Residua has in the host while it is at work. */
export function traces(page: Page): Promise<Traces> {
  return page.evaluate(() => {
    const { cache, getRenderingEngines, eventTarget, Enums } = (window as unknown as HostWindow).cornerstone;
    const viewports = (getRenderingEngines() ?? []).flatMap((engine) => engine.getViewports());
    const uids = viewports.flatMap((viewport) => viewport.getActors().map(({ uid }) => uid));
    const images = [...(cache["_imageCache" as never] as Map<string, unknown>).keys()];
    const listeners = eventTarget["listeners" as never] as Record<string, { size?: number; length?: number }>;
    const enabled = listeners[Enums.Events.ELEMENT_ENABLED];
    return {
      actors: uids.filter((uid) => uid.startsWith("residua-")).length,
      images: images.filter((id) => id.startsWith("residua:")).length,
      listeners: enabled?.size ?? enabled?.length ?? 0,
    };
  });
}

/** Residua's workers that run in the page. */
export function workers(page: Page): number {
  return page.workers().filter((worker) => worker.url().includes("/residua/")).length;
}

/** What Residua has left in the host: images in Cornerstone's cache, and shapes over viewports. */
export function leftovers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // OHIF's own handle for its console.
    const { cornerstone } = window as unknown as { cornerstone: typeof import("@cornerstonejs/core") };
    const cached = [...(cornerstone.cache["_imageCache" as never] as Map<string, unknown>)].map(([id]) => id);
    const elements = [...document.querySelectorAll(".residua-outlines, residua-ohif-corner, residua-panel")];
    return [
      ...cached.filter((id) => id.startsWith("residua:")),
      ...elements.map(({ localName }) => localName),
    ];
  });
}
