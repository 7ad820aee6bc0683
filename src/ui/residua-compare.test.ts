import { html } from "lit";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { compareModes } from "./compare-mode.ts";
import "./residua-compare.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, nextEvent, settled, visibleText } from "./testing/fixture.ts";

const open = () => fixture("residua-compare", html`<residua-compare shortcut="C"></residua-compare>`);

test("sends what was chosen, by click and by keyboard", async () => {
  const element = await open();
  const [original, reconstruction] = [...element.shadowRoot!.querySelectorAll("button")];
  expect((await nextEvent("residua-compare", () => reconstruction!.click())).mode).toBe("reconstruction");
  original!.focus();
  const chosen = nextEvent("residua-compare", () => {});
  await userEvent.keyboard("{Tab}{Tab}{Enter}");
  expect((await chosen).mode).toBe("flicker");
});

test("shows the host's mode, and says that a reconstruction is not the image", async () => {
  const element = await open();
  element.mode = "reconstruction";
  await settled(element);
  const pressed = [...element.shadowRoot!.querySelectorAll("button")].map((button) => button.ariaPressed);
  expect(pressed).toEqual(["false", "true", "false", "false"]);
  expect(visibleText(element)).toContain("not the image");
});

test("offers side by side where the host has two viewports", async () => {
  const element = await open();
  element.modes = compareModes;
  element.mode = "side-by-side";
  await settled(element);
  const last = [...element.shadowRoot!.querySelectorAll("button")].at(-1)!;
  expect((await nextEvent("residua-compare", () => last.click())).mode).toBe("side-by-side");
  expect(visibleText(element)).toContain("both move together");
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
