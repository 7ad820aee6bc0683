import { html } from "lit";
import { expect, test } from "vitest";
import { type ApplicabilityCode, applicabilityCodes } from "../scoring/finding.ts";
import "./residua-applicability-banner.ts";
import { setLanguage } from "./localization/language.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "./testing/fixture.ts";
import { cautionResult } from "./testing/sample-data.ts";
import { reasonText } from "./texts/reason-text.ts";

const open = (outcome: string) =>
  fixture(
    "residua-applicability-banner",
    html`<residua-applicability-banner
      outcome=${outcome}
      .reasons=${cautionResult.applicability.reasons}
    ></residua-applicability-banner>`,
  );

test("gives the reason for a caution and for a refusal", async () => {
  const caution = visibleText(await open("caution"));
  expect(caution).toContain("Read the heatmap with caution.");
  expect(caution).toContain("This looks like proton density; the model was trained on FLAIR.");
  expect(visibleText(await open("refused"))).toContain("There is no heatmap for this image.");
});

test("is empty when the model applies", async () => {
  expect(visibleText(await open("applies")).trim()).toBe("");
});

test("knows every reason there is, in Chinese too", async () => {
  const unknown = "a sentence that no translation holds";
  const text = (code: ApplicabilityCode) =>
    reasonText({ code, message: unknown, details: { expected: "x", found: "y", percent: 1, ratio: 2 } });
  await setLanguage("zh-Hans");
  const texts = applicabilityCodes.map(text);
  await setLanguage("en");
  for (const each of texts) expect(each).toMatch(/\p{Script=Han}/u);
  expect(applicabilityCodes.map(text)).not.toContain(unknown);
});

test("offers the override for research, says what it means, and how to end it", async () => {
  const refused = await open("refused");
  expect(refused.shadowRoot!.querySelector("wa-button")).toBeNull();
  refused.overridable = true;
  await settled(refused);
  inside<HTMLDetailsElement>(refused, "details").open = true;
  expect(visibleText(refused)).toContain("means nothing certain");
  const asked = await nextEvent("residua-override", () => inside(refused, "wa-button").click());
  expect(asked.on).toBe(true);
  expect(await accessibilityFaults()).toEqual([]);

  const overridden = await open("overridden");
  overridden.override = true;
  await settled(overridden);
  expect(visibleText(overridden)).toContain("For research only: the model is not meant for this image.");
  const ended = await nextEvent("residua-override", () => inside(overridden, "wa-button").click());
  expect(ended.on).toBe(false);
  expect(await accessibilityFaults()).toEqual([]);
});

test("has no accessibility faults", async () => {
  await open("caution");
  expect(await accessibilityFaults()).toEqual([]);
  await open("refused");
  expect(await accessibilityFaults()).toEqual([]);
});
