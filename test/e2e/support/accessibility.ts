import axe from "axe-core";
import type { Page } from "playwright";

/** WCAG 2.2, levels A and AA. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Faults that axe finds in the whole page, as readable lines: rule, element, what is wrong. @param without rules */
export async function pageFaults(page: Page, without: readonly string[] = []): Promise<string[]> {
  // Not as a script element: the page's own policy forbids those.
  await page.evaluate(axe.source);
  return page.evaluate(
    async ({ tags, off }) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: tags,
        rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${target.flat().join(" > ")}: ${failureSummary ?? ""}`,
        ),
      );
    },
    { tags: rules, off: [...without] },
  );
}

/** Where the keyboard is. */
export interface FocusStop {
  /** Tag names from the page down to the element, with its label. */
  readonly path: string;
  /** Something shows that it has the focus. */
  readonly marked: boolean;
  /** It is on the screen, as a whole or in part. */
  readonly seen: boolean;
}

/** Presses Tab until the focus has left the page again, and tells each stop. */
export async function walkByTab(page: Page, most = 150): Promise<FocusStop[]> {
  const stops: FocusStop[] = [];
  // From the page's beginning, wherever the focus was.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((): FocusStop | undefined => {
      const chain: Element[] = [];
      for (
        let at = document.activeElement;
        at && at !== document.body;
        at = at.shadowRoot?.activeElement ?? null
      ) {
        chain.push(at);
      }
      const last = chain.at(-1);
      if (!last) return undefined;
      // Web Awesome draws the ring on a part of the focused element, on one around it, or on the element itself.
      const around: Element[] = [];
      for (let at = last.parentElement; at; at = at.parentElement) around.push(at);
      const rings = [
        ...chain.slice(-2),
        ...(chain.at(-2)?.localName.startsWith("wa-") ? around : []),
        ...last.querySelectorAll("*"),
        ...(last.shadowRoot?.querySelectorAll("*") ?? []),
      ];
      const marked = rings.some((element) => {
        // A ring may appear gradually.
        for (const animation of element.getAnimations()) {
          if (animation instanceof CSSTransition) animation.finish();
        }
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const clear = outlineColor === "rgba(0, 0, 0, 0)";
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1 && !clear;
      });
      const { left, top, right, bottom } = last.getBoundingClientRect();
      const label = last.getAttribute("aria-label") ?? last.getAttribute("label") ?? last.textContent ?? "";
      return {
        path: `${chain.map(({ localName }) => localName).join(" ")} "${label.trim().slice(0, 30)}"`,
        marked,
        seen: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
  throw new Error(
    `the focus is caught: ${stops
      .slice(-3)
      .map(({ path }) => path)
      .join(", ")}`,
  );
}
