import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-toggle.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled } from "./testing/fixture.ts";

const open = (enabled = false) =>
  fixture("residua-toggle", html`<residua-toggle ?enabled=${enabled} shortcut="O"></residua-toggle>`);

test("asks for the heatmap when it is switched on, and for its removal when off", async () => {
  const element = await open();
  const control = inside(element, "wa-switch");
  expect((await nextEvent("residua-overlay-toggle", () => control.click())).enabled).toBe(true);

  element.enabled = true;
  await settled(element);
  expect((await nextEvent("residua-overlay-toggle", () => control.click())).enabled).toBe(false);
});

test("shows what the host says, not what was clicked", async () => {
  const element = await open();
  const control = inside<HTMLElement & { checked: boolean }>(element, "wa-switch");
  element.enabled = true;
  await settled(element);
  expect(control.checked).toBe(true);
  element.enabled = false;
  await settled(element);
  expect(control.checked).toBe(false);
});

test("has no accessibility faults", async () => {
  await open(true);
  expect(await accessibilityFaults()).toEqual([]);
});
