import { html } from "lit";
import { afterEach, expect, test } from "vitest";
import "./residua-intended-use.ts";
import { preferredLanguage, setLanguage } from "./localization/language.ts";
import "./residua-language-switch.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, nextEvent, settled, visibleText } from "./testing/fixture.ts";

afterEach(async () => {
  localStorage.clear();
  await setLanguage("en");
});

const open = () =>
  fixture(
    "residua-language-switch",
    html`<residua-language-switch></residua-language-switch><residua-intended-use></residua-intended-use>`,
  );

const button = (element: Element, index: number) =>
  [...element.shadowRoot!.querySelectorAll("button")][index]!;

test("switches the texts of the other elements, and remembers", async () => {
  const element = await open();
  const other = (element.getRootNode() as ShadowRoot).querySelector("residua-intended-use")!;
  const { language } = await nextEvent("residua-language-change", () => button(element, 1).click());
  await settled(other);
  expect(language).toBe("zh-Hans");
  expect(visibleText(other)).toMatch(/\p{Script=Han}/u);
  expect(preferredLanguage()).toBe("zh-Hans");

  await nextEvent("residua-language-change", () => button(element, 0).click());
  await settled(other);
  expect(visibleText(other)).toContain("Not for diagnostic use");
  expect(preferredLanguage()).toBe("en");
});

test("marks the language that is spoken", async () => {
  const element = await open();
  expect(button(element, 0).ariaPressed).toBe("true");
  await setLanguage("zh-Hans");
  await settled(element);
  expect(button(element, 1).ariaPressed).toBe("true");
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
