import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-intended-use.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, visibleText } from "./testing/fixture.ts";

test("says that the result is not for diagnosis", async () => {
  const element = await fixture("residua-intended-use", html`<residua-intended-use></residua-intended-use>`);
  expect(visibleText(element)).toContain("Not for diagnostic use");
  expect(await accessibilityFaults()).toEqual([]);
});
