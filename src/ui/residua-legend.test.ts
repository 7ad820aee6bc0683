import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-legend.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, settled, visibleText } from "./testing/fixture.ts";

const open = () =>
  fixture(
    "residua-legend",
    html`<residua-legend colormap="viridis" .lower=${0} .upper=${4} .threshold=${1} unit="σ"></residua-legend>`,
  );

test("shows the fixed range with its unit and the threshold's value", async () => {
  const element = await open();
  expect(visibleText(element)).toMatch(/0 σ.*1.*≥ 4 σ/);
  expect(inside(element, "[role=img]").getAttribute("aria-label")).toContain("from 0 σ to 4 σ");
});

test("puts the mark where the threshold lies on the bar", async () => {
  const element = await open();
  const bar = inside(element, ".bar").getBoundingClientRect();
  const mark = inside(element, ".mark").getBoundingClientRect();
  expect((mark.left + mark.width / 2 - bar.left) / bar.width).toBeCloseTo(0.25, 2);
});

test("has no mark without a threshold, and keeps one beyond the range at the end", async () => {
  const element = await open();
  element.threshold = undefined;
  await settled(element);
  expect(element.shadowRoot?.querySelector(".mark")).toBeNull();
  element.threshold = 9;
  await settled(element);
  expect(inside(element, ".mark").style.left).toBe("100%");
});

test("paints the colours of the map", async () => {
  const element = await open();
  const first = inside(element, ".bar").style.backgroundImage;
  element.colormap = "inferno";
  await settled(element);
  expect(first).toContain("linear-gradient");
  expect(inside(element, ".bar").style.backgroundImage).not.toBe(first);
});

test("veils what lies around zero where the colours count both ways", async () => {
  const element = await open();
  element.colormap = "diverging";
  element.lower = -4;
  await settled(element);
  const bar = inside(element, ".bar").getBoundingClientRect();
  const veil = inside(element, ".veil").getBoundingClientRect();
  expect((veil.left - bar.left) / bar.width).toBeCloseTo(3 / 8, 2);
  expect(veil.width / bar.width).toBeCloseTo(1 / 4, 2);
  expect(element.shadowRoot?.querySelectorAll(".mark")).toHaveLength(2);
  expect(visibleText(element)).toMatch(/≤ -4 σ.*≥ 4 σ/);
  expect(inside(element, "[role=img]").getAttribute("aria-label")).toContain("within 1 σ of zero");
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
