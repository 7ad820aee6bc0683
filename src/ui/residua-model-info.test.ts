import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-model-info.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, visibleText } from "./testing/fixture.ts";
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
  expect(inside<HTMLAnchorElement>(element, "a").href).toContain("brain-flair/CARD.md");
});

test("names the backend, the reason for it, and the time", async () => {
  expect(visibleText(await open())).toMatch(/WebAssembly \( WebGL is slower here \) · 42 ms/);
});

test("has no accessibility faults", async () => {
  await open();
  expect(await accessibilityFaults()).toEqual([]);
});
