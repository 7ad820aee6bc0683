import { html } from "lit";
import { afterEach, expect, test } from "vitest";
import { setLanguage } from "./localization/language.ts";
import { type PanelState, panelStates } from "./panel-data.ts";
import type { ResiduaPanel } from "./residua-panel.ts";
import "./residua-panel.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "./testing/fixture.ts";
import {
  cautionResult,
  sampleBackend,
  sampleModel,
  sampleResult,
  sampleStyle,
} from "./testing/sample-data.ts";

afterEach(() => setLanguage("en"));

const open = async (state: PanelState, change: Partial<ResiduaPanel> = {}) => {
  const element = await fixture(
    "residua-panel",
    html`<residua-panel
      state=${state}
      .overlayStyle=${sampleStyle}
      .model=${sampleModel}
      .backend=${sampleBackend}
      .result=${state === "ready" ? sampleResult : undefined}
    ></residua-panel>`,
  );
  Object.assign(element, change);
  await settled(element);
  return element;
};

test("shows scores, regions, legend and the model of a result", async () => {
  const text = visibleText(await open("ready"));
  for (const part of ["More unusual than 97%", "213 mm²", "σ", "Brain FLAIR", "42 ms"]) {
    expect(text).toContain(part);
  }
});

test.each(panelStates)(
  "says that it is not for diagnosis, and has no accessibility faults, when %s",
  async (state) => {
    const element = await open(state, {
      problem: { code: "context-lost", message: "lost", details: {} },
      reasons: cautionResult.applicability.reasons,
    });
    expect(visibleText(element)).toContain("Not for diagnostic use");
    expect(await accessibilityFaults()).toEqual([]);
  },
);

test("shows a caution beside the scores, and no scores for a refused image", async () => {
  const caution = visibleText(await open("ready", { result: cautionResult }));
  expect(caution).toContain("Read the heatmap with caution.");
  expect(caution).toContain("More unusual than 97%");
  const refused = visibleText(await open("refused", { reasons: cautionResult.applicability.reasons }));
  expect(refused).toContain("There is no heatmap for this image.");
  expect(refused).not.toContain("More unusual");
});

test("keeps the warning of an overridden model in sight, and says it first", async () => {
  const { reasons } = cautionResult.applicability;
  const element = await open("ready", {
    result: { ...sampleResult, applicability: { outcome: "overridden", reasons } },
    override: true,
  });
  const banner = inside(element, "residua-applicability-banner");
  expect(banner.closest(".body")).toBeNull();
  expect(visibleText(banner)).toContain("For research only");
  expect(inside(element, "[role=status]").textContent).toMatch(/^For research only.*2 regions/);
  expect(await accessibilityFaults()).toEqual([]);
});

test("lists the regions above the threshold that is shown, and says which that is", async () => {
  const element = await open("ready", {
    regions: { regions: sampleResult.regions.slice(0, 1), threshold: 2 },
  });
  const text = visibleText(element);
  expect(text).toContain("Regions above 2 σ, a threshold set by hand");
  expect(text).not.toContain("41 pixels");
  expect(inside(element, "[role=status]").textContent).toContain("One region");
});

test("explains a failure in the page's language and offers to try again", async () => {
  const element = await open("error", {
    problem: { code: "model-integrity", message: "hash differs", details: {} },
  });
  expect(visibleText(element)).toContain("is not the one that was published");
  await nextEvent("residua-retry", () => inside(element, ".problem wa-button").click());
});

test("says how many of a volume's slices are scored, while they are", async () => {
  const element = await open("ready", { progress: { done: 7, total: 20 } });
  expect(visibleText(element)).toContain("7 of 20 slices scored");
  element.progress = undefined;
  await settled(element);
  expect(visibleText(element)).not.toContain("slices scored");
});

test("says why a volume's heatmap cannot be shown", async () => {
  const element = await open("error", {
    problem: { code: "viewport", message: "tilted", details: { reason: "tilted", degrees: 12 } },
  });
  expect(visibleText(element)).toContain("tilted by 12°");
});

test("announces the state to screen readers", async () => {
  const element = await open("scoring");
  expect(inside(element, "[role=status]").textContent).toContain("Computing");
  element.state = "ready";
  element.result = sampleResult;
  await settled(element);
  expect(inside(element, "[role=status]").textContent).toContain("2 regions");
});

test("speaks Chinese throughout", async () => {
  const element = await open("ready", { result: cautionResult });
  await setLanguage("zh-Hans");
  await settled(element);
  const text = visibleText(element);
  expect(text).toMatch(/\p{Script=Han}/u);
  for (const english of ["healthy", "Region", "Opacity", "Threshold", "caution", "diagnostic"]) {
    expect(text).not.toContain(english);
  }
});

test("fits a narrow column: nothing sticks out at 280 px", async () => {
  const element = await open("ready");
  element.style.width = "280px";
  await settled(element);
  expect(inside(element, ".body").scrollWidth).toBeLessThanOrEqual(280);
});
