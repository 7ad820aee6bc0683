import { html } from "lit";
import { expect, test } from "vitest";
import type { ResiduaModelCard } from "./residua-model-card.ts";
import "./residua-model-info.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "./testing/fixture.ts";
import { sampleBackend, sampleModel } from "./testing/sample-data.ts";

const open = () =>
  fixture(
    "residua-model-info",
    html`<residua-model-info .model=${sampleModel} .backend=${sampleBackend} .ms=${41.6}></residua-model-info>`,
  );

test("names the weights: model, version, hash, and its card", async () => {
  const element = await open();
  expect(visibleText(element)).toMatch(/Brain FLAIR 1\.0\.0 3fa9c1d2/);
  expect(inside(element, ".hash").title).toContain(sampleModel.identity.sha256);
  inside(element, "button.link").click();
  await settled(element);
  expect(inside<ResiduaModelCard>(element, "residua-model-card").open).toBe(true);
});

test("lets the user choose among the models that apply, where there are several", async () => {
  const element = await open();
  expect(element.shadowRoot!.querySelector("select")).toBeNull();
  element.choices = [
    { sha256: sampleModel.identity.sha256, name: "Brain FLAIR 1.0.0" },
    { sha256: "b".repeat(64), name: "Brain FLAIR 1.0.0+site" },
  ];
  await settled(element);
  const select = inside<HTMLSelectElement>(element, "select");
  expect(select.value).toBe(sampleModel.identity.sha256);
  select.value = "b".repeat(64);
  const chosen = await nextEvent("residua-model-use", () => select.dispatchEvent(new Event("change")));
  expect(chosen.sha256).toBe("b".repeat(64));
  expect(await accessibilityFaults()).toEqual([]);
});

test("names the backend, the reason for it, and the time", async () => {
  expect(visibleText(await open())).toMatch(/WebAssembly \( WebGL is slower here \) · 42 ms/);
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
