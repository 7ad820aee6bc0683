import { html } from "lit";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import "./residua-clear-question.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, visibleText } from "./testing/fixture.ts";

const open = (count?: number) =>
  fixture("residua-clear-question", html`<residua-clear-question .count=${count}></residua-clear-question>`);

test("says how much would go, where that is known", async () => {
  expect(visibleText(await open(12))).toContain("Forget the results of all 12 images?");
  expect(visibleText(await open())).toContain("of all images that this browser keeps, of other series too?");
});

test("gives the answer, and has the focus on the one that changes nothing", async () => {
  const element = await open();
  await expect.poll(() => element.shadowRoot!.activeElement?.getAttribute("data-command")).toBe("keep");
  const answer = nextEvent("residua-clear-answer", () => {});
  await userEvent.keyboard("{Enter}");
  expect((await answer).clear).toBe(false);
  const clear = inside(element, "[data-command=clear]");
  expect((await nextEvent("residua-clear-answer", () => clear.click())).clear).toBe(true);
});

test("has no accessibility faults", async () => {
  await open(3);
  expect(await accessibilityFaults()).toEqual([]);
});
