import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-slice-smoothing.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, visibleText } from "./testing/fixture.ts";

const open = (value: number, { sliceSpacing }: { sliceSpacing?: number } = { sliceSpacing: 5 }) =>
  fixture(
    "residua-slice-smoothing",
    html`<residua-slice-smoothing .value=${value} .sliceSpacing=${sliceSpacing}></residua-slice-smoothing>`,
  );

test("offers widths in mm and sends the chosen one", async () => {
  const select = inside<HTMLElement & { value: unknown }>(await open(0), "wa-select");
  const options = [...select.querySelectorAll("wa-option")].map((option) => option.textContent);
  expect(options).toEqual(["Not smoothed", "3 mm", "6 mm", "12 mm"]);
  const { change } = await nextEvent("residua-overlay-style", () => {
    select.value = "6";
    select.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  });
  expect(change).toEqual({ smoothingMm: 6 });
});

test("says what smoothing does to the threshold, and to what it does nothing, while it is on", async () => {
  expect(visibleText(await open(0))).not.toContain("calibrated");
  const text = visibleText(await open(6));
  expect(text).toContain("For display only, over slices 5 mm apart.");
  expect(text).toContain("calibrated without smoothing: fewer healthy pixels than stated exceed it");
  expect(text).toContain("Scores, regions and the values under the pointer are not smoothed.");
});

test("is not there where no volume is shown", async () => {
  expect((await open(6, {})).shadowRoot?.querySelector("wa-select")).toBeNull();
});

test("has no accessibility faults", async () => {
  await open(6);
  expect(await accessibilityFaults()).toEqual([]);
});
