import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-latents.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, settled, visibleText } from "./testing/fixture.ts";

const healthy = { lower: [1, 1, 2, 2], upper: [3, 4, 4, 8] };
const open = (values: ArrayLike<number> = Float32Array.of(2, 5, 1, 8)) =>
  fixture("residua-latents", html`<residua-latents .values=${values} .healthy=${healthy}></residua-latents>`);
/** Upper ends of the marks, by dimension. */
function marks(element: HTMLElement): number[] {
  const found: number[] = [];
  for (const path of element.shadowRoot!.querySelectorAll("path.value")) {
    for (const [, index, top] of path.getAttribute("d")!.matchAll(/M(\S+) ([^h]+)h/g)) {
      found[Number(index)] = Number(top);
    }
  }
  return found;
}
/** Opens the table, as a click on its summary does. */
async function openTable(element: HTMLElement): Promise<void> {
  inside(element, "details").setAttribute("open", "");
  await expect.poll(() => element.shadowRoot!.querySelector("tbody")).not.toBeNull();
}

test("counts the dimensions outside the healthy range, on either side, and how many would be by chance", async () => {
  const element = await open();
  expect(visibleText(element)).toContain("2 of 4 outside the healthy range; 0.2 would be expected");
  const outside = element.shadowRoot!.querySelector(".outside")!.getAttribute("d")!;
  expect([...outside.matchAll(/M(\d+) /g)].map(([, index]) => index)).toEqual(["1", "2"]);
});

test("has one scale for all images, at whose end higher values stay", async () => {
  const element = await open();
  const before = marks(element);
  element.values = Float32Array.of(2, 500, 1, 8);
  await settled(element);
  const after = marks(element);
  // The scale ends at 1.5 x 8 nats: a third of the way down from the top for 8.
  expect(before[3]).toBeCloseTo(100 / 3 - 2, 3);
  expect([after[0], after[2], after[3]]).toEqual([before[0], before[2], before[3]]);
  expect(after[1]).toBe(0);
});

test("gives the same as a table", async () => {
  const element = await open();
  expect(element.shadowRoot!.querySelector("table")).toBeNull();
  await openTable(element);
  const rows = [...element.shadowRoot!.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(rows[1]).toEqual(["2", "5.0", "1.0–4.0", "yes"]);
  expect(rows[3]).toEqual(["4", "8.0", "2.0–8.0", ""]);
});

test("shows nothing where the model has no range for them", async () => {
  expect((await open([1, 2])).shadowRoot?.querySelector("svg")).toBeNull();
});

test("has no accessibility faults, the table open too", async () => {
  const element = await open();
  expect(await accessibilityFaults()).toEqual([]);
  await openTable(element);
  expect(await accessibilityFaults()).toEqual([]);
});
