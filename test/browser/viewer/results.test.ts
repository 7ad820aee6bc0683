import { html } from "lit";
import { afterEach, expect, test } from "vitest";
import { setLanguage } from "../../../src/ui/localization/language.ts";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, settled, visibleText } from "../../../src/ui/testing/fixture.ts";
import type { ResultsCommandEvent } from "../../../src/viewer/events/results-command-event.ts";
import "../../../src/viewer/results/residua-results.ts";
import type { ResiduaResults } from "../../../src/viewer/results/residua-results.ts";

afterEach(() => setLanguage("en"));

const element = (state: ResiduaResults["state"] = { stage: "idle" }) =>
  fixture(
    "residua-results",
    html`<residua-results .state=${state} images="20" scored="12"></residua-results>`,
  );

test("asks for the kinds that are chosen, and says how many images have no score yet", async () => {
  const results = await element();
  expect(visibleText(results)).toContain("8 of 20 images have no score yet");
  const events: ResultsCommandEvent[] = [];
  results.addEventListener("residua-results-command", (event) => events.push(event));
  results.shadowRoot!.querySelector<HTMLElement>('[data-kind="json"]')!.click();
  await settled(results);
  results.shadowRoot!.querySelector<HTMLElement>("#download")!.click();
  expect([...events[0]!.choice.kinds].sort()).toEqual(["json", "seg", "sr"]);
  expect(results.shadowRoot!.querySelector("#send")!.hasAttribute("disabled")).toBe(true);
  expect(await accessibilityFaults()).toEqual([]);
});

test("shows progress with a way out, and what the server refused and why", async () => {
  const results = await element({ stage: "sending", done: 1, total: 3 });
  expect(visibleText(results)).toContain("Sending 1 of 3 objects");
  const commands: string[] = [];
  results.addEventListener("residua-results-command", ({ command }) => commands.push(command));
  results.shadowRoot!.querySelector<HTMLElement>("#cancel")!.click();
  expect(commands).toEqual(["cancel"]);
  results.state = {
    stage: "sent",
    stored: 2,
    present: 1,
    superseded: 1,
    leftOut: 0,
    refused: [{ name: "a-seg.dcm", message: "the server is out of resources" }],
  };
  await settled(results);
  const text = visibleText(results);
  for (const part of [
    "2 objects were stored.",
    "1 were there before.",
    "a-seg.dcm",
    "the server is out of resources",
    "takes the place of",
  ]) {
    expect(text).toContain(part);
  }
});

test("explains what a browser does not tell, in Chinese too", async () => {
  const problem = { code: "store", message: "", details: {} };
  const results = await element({ stage: "failed", problem });
  expect(visibleText(results)).toContain("Access-Control-Allow-Origin");
  await setLanguage("zh-Hans");
  await settled(results);
  expect(visibleText(results)).toContain("服务器没有响应此页面");
});
