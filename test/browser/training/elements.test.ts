import { html } from "lit";
import { describe, expect, test } from "vitest";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, inside, nextEvent, visibleText } from "../../../src/ui/testing/fixture.ts";
import "../../../src/viewer/elements/residua-models.ts";
import type { PatientSplit } from "../../../src/viewer/training/patient-split.ts";
import { presets } from "../../../src/viewer/training/presets.ts";
import "../../../src/viewer/training/residua-training-form.ts";
import "../../../src/viewer/training/residua-training-monitor.ts";
import { settingsOf } from "../../../src/viewer/training/run-settings.ts";
import type { TrainingStage } from "../../../src/viewer/training/training-run.ts";
import { tinyPreset } from "./support.ts";

const settings = settingsOf(presets[0]!);

function splitOf(train: number, calibrate: number): PatientSplit {
  const count = (images: number) => ({ images, patients: images });
  return { parts: [], counts: { train: count(train), calibrate: count(calibrate), validate: count(0) } };
}

describe("residua-training-form", () => {
  const open = (split?: PatientSplit, shortage?: "calibrate") =>
    fixture(
      "residua-training-form",
      html`<residua-training-form
        .settings=${settings}
        .files=${{ healthy: [{ file: new File([], "a.png"), path: "a.png", folder: undefined }], others: 3 }}
        .split=${split}
        .shortage=${shortage}
      ></residua-training-form>`,
    );

  test("offers every preset, and prepares what was chosen", async () => {
    const element = await open();
    const options = [...inside(element, "#preset").querySelectorAll("wa-option")];
    expect(options.map((option) => option.textContent)).toEqual(presets.map(({ name }) => name));
    expect(visibleText(element)).toMatch(/1 file chosen\. 3 more lie in folders of other classes/);
    const { command } = await nextEvent("residua-training-command", () =>
      inside(element, "#prepare").click(),
    );
    expect(command).toBe("prepare");
    expect(await accessibilityFaults()).toEqual([]);
  });

  test("says before the start that there are too few images to calibrate on", async () => {
    const element = await open(splitOf(100, 12), "calibrate");
    expect(visibleText(element)).toMatch(/at least 20 held-out images, there are 12/);
    expect(inside(element, "#start").hasAttribute("disabled")).toBe(true);
  });

  test("lets a training start once there are enough", async () => {
    const element = await open(splitOf(1000, 250));
    expect(visibleText(element)).toMatch(/To train on 1,000 1,000 .*Held out to calibrate on 250 250/);
    const { command } = await nextEvent("residua-training-command", () => inside(element, "#start").click());
    expect(command).toBe("start");
  });

  test("does not start with a number that makes no sense", async () => {
    const element = await open(splitOf(1000, 250));
    element.settings = { ...settings, epochs: 0 };
    await element.updateComplete;
    expect(visibleText(element)).toContain("Epochs: choose a number from 1 to 1,000.");
    expect(element.shadowRoot!.querySelector("#start")).toBeNull();
  });
});

describe("residua-training-monitor", () => {
  const open = (stage: TrainingStage) =>
    fixture(
      "residua-training-monitor",
      html`<residua-training-monitor stage=${stage} .preset=${tinyPreset(3)}></residua-training-monitor>`,
    );

  test.each([
    ["training", ["pause", "stop", "discard"]],
    ["paused", ["go", "stop", "discard"]],
    ["stopped", ["finish", "discard"]],
    ["calibrating", []],
    ["done", ["use", "download", "discard"]],
  ] as const)("offers while %s: %s", async (stage, commands) => {
    const element = await open(stage);
    const buttons = [...element.shadowRoot!.querySelectorAll<HTMLElement>("wa-button")];
    expect(buttons.map(({ id }) => id)).toEqual(commands);
    for (const button of buttons) {
      const { command } = await nextEvent("residua-training-command", () => button.click());
      expect(command).toBe(button.id);
    }
  });

  test("says how far it is, and warns where a reload would lose the run", async () => {
    const element = await open("training");
    element.notKept = true;
    element.progress = {
      epoch: 2,
      epochs: 3,
      step: 30,
      steps: 60,
      loss: 0.5,
      reconstruction: 0.25,
      kl: 12.3,
      elbo: -900,
      gradientNorm: 1,
      dimensionKl: new Float32Array(4),
      learningRate: 0.001,
      imagesPerSecond: 48,
      secondsLeft: 600,
    };
    await element.updateComplete;
    const text = visibleText(element);
    expect(text).toMatch(/epoch 2 of 3/);
    expect(text).toMatch(/Loss 0\.500 .*KL, nats 12\.3 .*Images a second 48 .*Time left 10 min/);
    expect(text).toContain("closing or reloading the page would lose it");
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("residua-models", () => {
  test("lists the user's models beside the installed ones, and lets one be chosen and removed", async () => {
    const sha256 = "ab".repeat(32);
    const model = { sha256, id: "heads", version: "1.0.0", name: "My heads", added: "2026-01-02T03:04:05Z" };
    const element = await fixture(
      "residua-models",
      html`<residua-models open .models=${[model]} .chosen=${undefined}></residua-models>`,
    );
    expect(visibleText(element)).toMatch(
      /The model that suits the image: installed, or your own My heads 1\.0\.0 abababab/,
    );
    const [installed, own] = [...element.shadowRoot!.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    expect([installed?.checked, own?.checked]).toEqual([true, false]);
    expect((await nextEvent("residua-model-choose", () => own!.click())).sha256).toBe(sha256);
    expect((await nextEvent("residua-model-remove", () => inside(element, "li button").click())).sha256).toBe(
      sha256,
    );
    expect(await accessibilityFaults()).toEqual([]);
  });

  test("names the file that is not the model's", async () => {
    const problem = {
      code: "model-integrity",
      message: "A hash differs.",
      details: { path: "decoder/weights.bin" },
    };
    const element = await fixture(
      "residua-models",
      html`<residua-models open .problem=${problem}></residua-models>`,
    );
    expect(inside(element, "[role=alert]").textContent).toContain("decoder/weights.bin is not the file");
  });
});
