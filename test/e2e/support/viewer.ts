import type { Locator, Page } from "playwright";
import type { Region } from "../../../src/scoring/result.ts";
import type { PanelState } from "../../../src/ui/panel-data.ts";
import type { ResiduaRegions } from "../../../src/ui/residua-regions.ts";

/** Waits until the panel is done with the image on the screen. */
export async function settledState(page: Page): Promise<PanelState> {
  const done = page.locator("residua-panel:is([state=ready], [state=refused], [state=error])");
  // Of the element that was waited for: by the next line the next image may be scored.
  return (await done.getAttribute("state", { timeout: 180_000 })) as PanelState;
}

/** What stands in the panel, shadow roots included. */
export const panelText = (page: Page): Promise<string> => deepText(page.locator("residua-panel"));

/** Text of an element and of the shadow roots in it; `innerText` stops at the first. */
export function deepText(locator: Locator): Promise<string> {
  return locator.evaluate((element) => {
    const textOf = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element) || ["style", "script"].includes(node.localName)) return "";
      const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
      const children = slotted.length > 0 ? slotted : [...(node.shadowRoot ?? node).childNodes];
      return children.map(textOf).join("");
    };
    return textOf(element).replace(/\s+/g, " ");
  });
}

/** Clicks a switch where people do, on its label. */
export async function flipSwitch(page: Page, label: string): Promise<void> {
  await page.locator("wa-switch", { hasText: label }).click();
}

/** The regions of the image on the screen, in its pixels. */
export function regions(page: Page): Promise<readonly Region[]> {
  return page.locator("residua-regions").evaluate((element) => [...(element as ResiduaRegions).regions]);
}

/** The region that the panel marks as chosen. */
export function selectedRegion(page: Page): Promise<number | undefined> {
  return page.locator("residua-regions").evaluate((element) => (element as ResiduaRegions).selected);
}

/** Files given to the page's own file input. */
export async function chooseFiles(page: Page, files: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  await page.locator("header residua-open-buttons input#files").setInputFiles(files);
}

/** Waits until no files are being opened any more. */
export async function openingDone(page: Page): Promise<void> {
  await page.locator("residua-progress").waitFor({ state: "detached" });
}

/** Share of the viewport's pixels whose colour is not grey: what of the heatmap is on the screen. */
export async function colouredShare(page: Page): Promise<number> {
  return page.locator("residua-viewport").evaluate((element) => {
    const source = element.shadowRoot?.querySelector("canvas");
    if (!source) throw new Error("the viewport has no canvas");
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [source.width, source.height];
    const context = copy.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(source, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let coloured = 0;
    for (let index = 0; index < data.length; index += 4) {
      const [red, green, blue] = [data[index]!, data[index + 1]!, data[index + 2]!];
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) coloured++;
    }
    return coloured / (data.length / 4);
  });
}
