import { html } from "lit";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import "./residua-regions.ts";
import type { Region } from "../scoring/result.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "./testing/fixture.ts";
import { sampleRegions } from "./testing/sample-data.ts";

const open = (regions: readonly Region[] = sampleRegions) =>
  fixture("residua-regions", html`<residua-regions .regions=${regions} unit="σ"></residua-regions>`);

test("lists area and peak, in pixels where the spacing is unknown", async () => {
  const text = visibleText(await open());
  expect(text).toMatch(/1 213 mm² peak 3.1 σ/);
  expect(text).toMatch(/2 41 pixels peak 1.4 σ/);
});

test("sends the region on click, and on Enter after arrow keys", async () => {
  const element = await open();
  const first = inside(element, "button");
  expect((await nextEvent("residua-region-select", () => first.click())).region.id).toBe(1);
  first.focus();
  const chosen = nextEvent("residua-region-select", () => {});
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect((await chosen).region.id).toBe(2);
});

test("tells which region the keyboard is at, and when it leaves", async () => {
  const element = await open();
  const told: (number | undefined)[] = [];
  element.addEventListener("residua-region-focus", ({ region }) => told.push(region?.id));
  inside(element, "button").focus();
  await userEvent.keyboard("{ArrowDown}");
  (element.shadowRoot!.activeElement as HTMLElement).blur();
  expect(told).toEqual([1, undefined, 2, undefined]);
});

test("marks the region that the host shows", async () => {
  const element = await open();
  element.selected = 2;
  await settled(element);
  const current = [...element.shadowRoot!.querySelectorAll("button")].map((button) => button.ariaCurrent);
  expect(current).toEqual(["false", "true"]);
});

test("says so when there is none", async () => {
  expect(visibleText(await open([]))).toContain("No region above the threshold");
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
