import { html } from "lit";
import { describe, expect, test } from "vitest";
import { makeDiagnostics } from "../../../src/diagnostics/facts.ts";
import { setLanguage } from "../../../src/ui/localization/language.ts";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "../../../src/ui/testing/fixture.ts";
import "../../../src/viewer/diagnostics/residua-diagnostics.ts";
import { graphicsFacts } from "../../../src/viewer/diagnostics/graphics-facts.ts";
import "../../../src/viewer/elements/residua-update.ts";
import "../../../src/viewer/storage/residua-storage.ts";
import type { StoredSummary } from "../../../src/viewer/storage/stored-summary.ts";

const stored: StoredSummary = { count: 1234, ofSeries: 20, bytes: 2_400_000, trouble: undefined };

describe("residua-storage", () => {
  const open = (summary: StoredSummary, offline: "ready" | "failed" = "ready") =>
    fixture(
      "residua-storage",
      html`<residua-storage .stored=${summary} offline=${offline}></residua-storage>`,
    );

  test("says how much is kept and how long, and saves what is asked for", async () => {
    const element = await open(stored);
    expect(visibleText(element)).toContain("1,234 images, about 2.4 MB; 20 of them in the series");
    expect(visibleText(element)).toContain("of more than 20,000 images the oldest go first");
    const button = inside(element, "[data-command=save-series-csv]");
    expect((await nextEvent("residua-storage-command", () => button.click())).command).toBe(
      "save-series-csv",
    );
    expect(await accessibilityFaults()).toEqual([]);
  });

  test("clears only after a question, and not where the answer is no", async () => {
    const element = await open(stored);
    const commands: string[] = [];
    element.addEventListener("residua-storage-command", ({ command }) => commands.push(command));
    inside(element, "[data-command=ask-clear]").click();
    await settled(element);
    expect(visibleText(element)).toContain("all 1,234 images?");
    expect(await accessibilityFaults()).toEqual([]);
    const answer = (command: string) =>
      inside(inside(element, "residua-clear-question"), `[data-command=${command}]`).click();
    answer("keep");
    await settled(element);
    expect(commands).toEqual([]);
    inside(element, "[data-command=ask-clear]").click();
    await settled(element);
    answer("clear");
    expect(commands).toEqual(["clear"]);
  });

  test("says in a sentence what a browser without storage or without room means", async () => {
    const refused = await open({ ...stored, count: 0, trouble: "refused" }, "failed");
    expect(visibleText(refused)).toContain("keeps nothing for this page");
    expect(visibleText(refused)).toContain("could not be kept in this browser");
    expect(refused.shadowRoot!.querySelector("[data-command=ask-clear]")).toBeNull();
    expect(visibleText(await open({ ...stored, trouble: "full" }))).toContain("no room left");
  });
});

describe("residua-diagnostics", () => {
  test("shows the facts in the reader's language, troubles marked, and asks for measurements", async () => {
    const diagnostics = makeDiagnostics(
      {
        graphics: graphicsFacts(),
        timings: [{ id: "timing", of: "webgl", value: 12.5, unit: "ms" }],
        webassembly: [{ id: "simd", value: false, trouble: true }],
      },
      new Date(0),
    );
    const element = await fixture(
      "residua-diagnostics",
      html`<residua-diagnostics .diagnostics=${diagnostics}></residua-diagnostics>`,
    );
    const text = visibleText(element);
    expect(text).toMatch(/Graphics .*WebGL 2 yes .*Largest texture [\d,]+ px/);
    expect(text).toContain("One image, warm: WebGL 12.5 ms");
    expect(visibleText(inside(element, ".trouble"))).toContain("SIMD no");
    await nextEvent("residua-measure", () => inside(element, "wa-button:last-of-type").click());
    expect(await accessibilityFaults()).toEqual([]);
    await setLanguage("zh-Hans");
    await settled(element);
    expect(visibleText(element)).toContain("最大纹理");
    await setLanguage("en");
  });
});

describe("residua-update", () => {
  test("offers the new version, and asks to close other windows first", async () => {
    const element = await fixture("residua-update", html`<residua-update offered></residua-update>`);
    expect(visibleText(element)).toContain("A new version is ready. Reloading closes the images");
    await nextEvent("residua-reload", () => inside(element, "wa-button").click());
    await nextEvent("residua-dismiss", () => inside(element, "button").click());
    expect(await accessibilityFaults()).toEqual([]);
    element.otherWindows = true;
    await settled(element);
    expect(visibleText(element)).toContain("Close the other windows of Residua first");
    element.offered = false;
    await settled(element);
    expect(visibleText(element).trim()).toBe("");
  });
});
