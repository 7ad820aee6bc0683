import { html } from "lit";
import { expect, test } from "vitest";
import type { Score } from "../scoring/result.ts";
import "./residua-scores.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, visibleText } from "./testing/fixture.ts";

const open = (anomaly: Score) =>
  fixture(
    "residua-scores",
    html`<residua-scores
      .scores=${{ anomaly, kl: { value: 88, pValue: 0.62 } }}
      .imageThreshold=${{ falsePositiveRate: 0.05, value: 1.33 }}
      .healthyImages=${199}
    ></residua-scores>`,
  );

test("says in words how unusual the image is, and where it lies to the threshold", async () => {
  const text = visibleText(await open({ value: 2.31, pValue: 0.03 }));
  expect(text).toContain("More unusual than 97% of healthy images");
  expect(text).toContain("Above the threshold that 5% of healthy images exceed.");
  expect(text).toContain("Unusual");
});

test("does not claim more than the healthy images can show", async () => {
  const text = visibleText(await open({ value: 9, pValue: 1 / 200 }));
  expect(text).toContain("More unusual than all 199 healthy images");
});

test("calls an ordinary image ordinary", async () => {
  const text = visibleText(await open({ value: 0.9, pValue: 0.7 }));
  expect(text).toContain("Not unusual: 70% of healthy images score at least this high");
  expect(text).toContain("Below the threshold");
  expect(text).toContain("Within range");
});

test("rounds down: 97.9 % is not 98 %", async () => {
  expect(visibleText(await open({ value: 2, pValue: 0.021 }))).toContain("97%");
});

test("warns of a model that was never tested on images with findings", async () => {
  const element = await open({ value: 2.31, pValue: 0.03 });
  expect(visibleText(element)).not.toContain("has not been tested");
  element.untested = true;
  await element.updateComplete;
  expect(visibleText(element)).toContain("This model has not been tested on images with findings");
  expect(await accessibilityFaults()).toEqual([]);
});

test("has no accessibility faults", async () => {
  await open({ value: 2.31, pValue: 0.03 });
  expect(await accessibilityFaults()).toEqual([]);
});
