import { html } from "lit";
import { expect, test } from "vitest";
import { setLanguage } from "./localization/language.ts";
import type { ProbeData } from "./probe-data.ts";
import "./residua-probe.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, settled, visibleText } from "./testing/fixture.ts";

const maps = { anomaly: 1.9, timesThreshold: 1.696, residual: 0.112, reconstruction: 0.62 };
const open = (data?: ProbeData, spoken = false) =>
  fixture("residua-probe", html`<residua-probe .data=${data} unit="σ" ?spoken=${spoken}></residua-probe>`);
const point = { column: 3, row: 4 };

test("reads the image's value with its unit, and the maps, the anomaly in multiples of the threshold", async () => {
  const element = await open({ point, value: -1024, unit: "HU", maps });
  const text = visibleText(element);
  expect(text).toContain("Image -1,024 HU");
  expect(text).toContain("Reconstruction 0.62");
  expect(text).toContain("Anomaly 1.70 × threshold");
  expect(text).toContain("Residual 0.11");
  expect(element.shadowRoot?.querySelector(".above")).not.toBeNull();
});

test("says that a value has no unit, and marks nothing below the threshold", async () => {
  const element = await open({ point, value: 412, maps: { ...maps, timesThreshold: 0.4 } });
  expect(visibleText(element)).toContain("412 (no unit)");
  expect(visibleText(element)).toContain("0.40 × threshold");
  expect(element.shadowRoot?.querySelector(".above")).toBeNull();
});

test("falls back to the map's unit where multiples mean nothing", async () => {
  expect(visibleText(await open({ point, maps: { anomaly: 1.9 } }))).toContain("Anomaly 1.90 σ");
});

test("keeps its height while nothing is pointed at", async () => {
  const element = await open({ point, value: 412, maps });
  const { height } = element.getBoundingClientRect();
  element.data = undefined;
  await settled(element);
  expect(visibleText(element)).toMatch(/Image –.*Anomaly –/);
  expect(element.getBoundingClientRect().height).toBe(height);
});

test("keeps within the panel's width with long values", async () => {
  const element = await open({ point, value: -1024.5, maps: { ...maps, timesThreshold: 2.345 } });
  element.style.width = "280px";
  const list = inside(element, "dl");
  expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth);
});

test("is silent for a pointer, and speaks for the keyboard", async () => {
  const element = await open({ point, value: 412, maps });
  expect(inside(element, "[role=status]").textContent).toBe("");
  element.spoken = true;
  await settled(element);
  expect(inside(element, "[role=status]").textContent).toBe(
    "Image 412 (no unit), Anomaly 1.70 × threshold, Reconstruction 0.62, Residual 0.11",
  );
  element.data = { point, value: 0 };
  await settled(element);
  expect(inside(element, "[role=status]").textContent).toContain("outside of what the model looks at");
});

test("speaks Chinese", async () => {
  const element = await open({ point, value: 412, maps });
  await setLanguage("zh-Hans");
  await settled(element);
  const text = visibleText(element);
  await setLanguage("en");
  expect(text).toContain("阈值");
  expect(text).not.toContain("threshold");
});

test("has no accessibility faults", async () => {
  await open({ point, value: 412, maps }, true);
  expect(await accessibilityFaults()).toEqual([]);
});
