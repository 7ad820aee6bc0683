import { html, LitElement } from "lit";
import { afterEach, describe, expect, test } from "vitest";
import type { LocalReport } from "../../../src/evaluation/local-report.ts";
import { currentLanguage, setLanguage } from "../../../src/ui/localization/language.ts";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, inside, nextEvent, visibleText } from "../../../src/ui/testing/fixture.ts";
import "../../../src/viewer/elements/residua-models.ts";
import type { PathFile } from "../../../src/viewer/files/path-file.ts";
import { fetchInstalled } from "../../../src/viewer/models/installed-models.ts";
import { keepModel, listModels, removeModel } from "../../../src/viewer/models/model-store.ts";
import "../../../src/viewer/recalibration/residua-recalibration.ts";
import { SiteRecalibration } from "../../../src/viewer/recalibration/site-recalibration.ts";
import { phantom } from "../../fixtures/phantom.ts";

class Host extends LitElement {
  readonly recalibration = new SiteRecalibration(this, "wasm");
}
customElements.define("recalibration-host", Host);

/** A worker loads TensorFlow.js anew each time. */
const slow = 240_000;

/** A made-up head as a PNG in a patient's folder. */
async function headFile(seed: number): Promise<PathFile> {
  const { pixels, rows, columns } = phantom({ seed });
  return { file: await picture(pixels, rows, columns), path: `heads/patient-${seed}/head.png` };
}

async function picture(pixels: ArrayLike<number>, rows: number, columns: number): Promise<File> {
  const canvas = new OffscreenCanvas(columns, rows);
  const image = new ImageData(columns, rows);
  for (let index = 0; index < rows * columns; index++) {
    image.data.fill(Math.round((255 * pixels[index]!) / 900), 4 * index, 4 * index + 3);
    image.data[4 * index + 3] = 255;
  }
  canvas.getContext("2d")!.putImageData(image, 0, 0);
  return new File([await canvas.convertToBlob()], "head.png");
}

const headFiles = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => headFile(1000 + index)));

/** The tests' tiny bundle, as the page's server gives it. */
async function tinyModel() {
  const url = new URL("/test/fixtures/tiny-bundle", location.href).href;
  const manifest = await (await fetch("/test/fixtures/tiny-manifest.json")).json();
  const { sha256 } = manifest.models[0];
  return {
    sha256,
    name: "Tiny",
    version: "1.0.0",
    load: (signal: AbortSignal) => fetchInstalled({ url, sha256, name: "Tiny", version: "1.0.0" }, signal),
  };
}

async function open(files: readonly PathFile[]) {
  const host = document.createElement("recalibration-host") as Host;
  document.body.append(host);
  const model = await tinyModel();
  host.recalibration.open(model);
  host.recalibration.choose(files);
  return { recalibration: host.recalibration, model, host };
}

afterEach(async () => {
  for (const host of document.querySelectorAll("recalibration-host")) host.remove();
  for (const { sha256 } of await listModels()) await removeModel(sha256);
  if (currentLanguage() !== "en") await setLanguage("en");
});

test(
  "recalibrates a model on a site's images in a worker, as a model of its own that can be kept",
  async () => {
    const blank = { file: await picture(new Float32Array(96 * 80), 96, 80), path: "heads/blank/blank.png" };
    const damaged = { file: new File(["no image"], "notes.txt"), path: "heads/notes.txt" };
    const { recalibration, model } = await open([...(await headFiles(52)), blank, damaged]);
    await recalibration.start("Heads that were made up");
    expect(recalibration.problem).toBeUndefined();
    expect(recalibration.stage).toBe("done");
    expect(recalibration.read).toBe(54);
    const { files, version, report } = recalibration.result!;
    expect(report).toMatchObject({ images: 52, patients: 52, refused: 1, targetFpr: 0.05 });
    expect(report.after!.ci95).toHaveLength(2);
    expect(recalibration.refusals).toMatchObject([{ reason: { code: "no-foreground" }, images: 1 }]);
    expect(recalibration.refusedFiles).toMatchObject([{ fileName: "heads/notes.txt", reason: "not-dicom" }]);
    expect(version).toMatch(/^1\.0\.0\+local\.[0-9a-f]{8}$/);
    expect(new TextDecoder().decode(files.get("CARD.md"))).toContain("Heads that were made up");

    const kept = await keepModel(files);
    expect(kept.sha256).not.toBe(model.sha256);
    expect((await listModels()).map((each) => [each.name, each.version])).toEqual([["Tiny", version]]);
    const original = await model.load(AbortSignal.timeout(10_000));
    expect(files.get("decoder/weights.bin")).toEqual(original.get("decoder/weights.bin"));
  },
  slow,
);

test(
  "says how many images there are where they are too few, and takes more",
  async () => {
    const { recalibration } = await open(await headFiles(3));
    await recalibration.start("");
    expect(recalibration.stage).toBe("choosing");
    expect(recalibration.problem).toMatchObject({ code: "data", details: { images: 3, minimum: 50 } });
    recalibration.choose([]);
    expect(recalibration.problem).toBeUndefined();
  },
  slow,
);

test("is cancelled, with nothing left but the choice", async () => {
  const { recalibration } = await open(await headFiles(12));
  const ending = recalibration.start("");
  expect(recalibration.stage).toBe("running");
  recalibration.cancel();
  await ending;
  expect(recalibration.stage).toBe("choosing");
  expect(recalibration.problem).toBeUndefined();
  expect(recalibration.files?.healthy).toHaveLength(12);
});

describe("residua-recalibration", () => {
  const report: LocalReport = {
    images: 120,
    patients: 9,
    refused: 2,
    targetFpr: 0.05,
    before: { value: 0.21, ci95: [0.12, 0.31] },
    after: { value: 0.06, ci95: [0.02, 0.11] },
    difference: { distance: 0.4, pValue: 0.001 },
    warnings: ["site-differs", "few-patients"],
  };
  const model = { name: "Tiny", version: "1.0.0" };
  const refusals = [
    { reason: { code: "modality", message: "", details: { expected: "MR", found: "CT" } }, images: 2 },
  ];
  const done = () =>
    fixture(
      "residua-recalibration",
      html`<residua-recalibration
        stage="done"
        .model=${model}
        .result=${{ files: new Map(), id: "tiny", version: "1.0.0+local.1a2b3c4d", report }}
        .refusals=${refusals}
      ></residua-recalibration>`,
    );

  test("shows the false alarms before and after, warnings and what was left out", async () => {
    const element = await done();
    const text = visibleText(element);
    expect(text).toContain("120 healthy images of 9 patients: version 1.0.0+local.1a2b3c4d");
    expect(text).toMatch(/promised 5% .*before 21% \(12% to 31%\) .*by patient 6% \(2% to 11%\)/);
    expect(text).toContain("score differently");
    expect(text).toContain("fewer than 10 patients");
    expect(text).toMatch(/2 images were left out.*The model is for MR images; this one is CT\. \( ?2 ?\)/);
    expect(await accessibilityFaults()).toEqual([]);
    for (const id of ["keep", "download", "discard"]) {
      const { command } = await nextEvent("residua-recalibration-command", () =>
        inside(element, `#${id}`).click(),
      );
      expect(command).toBe(id);
    }
  });

  test("shows how far it is and how long it takes still, and can be cancelled", async () => {
    const element = await fixture(
      "residua-recalibration",
      html`<residua-recalibration
        stage="running"
        .model=${model}
        .read=${30}
        .total=${120}
        .secondsLeft=${45}
      ></residua-recalibration>`,
    );
    expect(visibleText(element)).toMatch(/File 30 of 120 ?, 45 s left/);
    expect(await accessibilityFaults()).toEqual([]);
    const { command } = await nextEvent("residua-recalibration-command", () =>
      inside(element, "#cancel").click(),
    );
    expect(command).toBe("cancel");
  });

  test("starts with the population that was typed, and says that a folder was empty", async () => {
    const element = await fixture(
      "residua-recalibration",
      html`<residua-recalibration .model=${model}></residua-recalibration>`,
    );
    expect(inside(element, "#start").hasAttribute("disabled")).toBe(true);
    const { files } = await nextEvent("residua-files", () =>
      inside(element, "#folder").dispatchEvent(new Event("cancel")),
    );
    expect(files).toEqual([]);
    element.files = { healthy: [], others: 0 };
    await element.updateComplete;
    expect(visibleText(element)).toContain("the folder may be empty");
    element.files = { healthy: [{ ...(await headFile(1)), folder: "patient-1" }], others: 0 };
    await element.updateComplete;
    const input = inside<HTMLInputElement>(element, "#population");
    input.value = "Adults";
    input.dispatchEvent(new Event("input"));
    const event = await nextEvent("residua-recalibration-command", () => inside(element, "#start").click());
    expect([event.command, event.population]).toEqual(["start", "Adults"]);
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("residua-models", () => {
  const sha256 = "cd".repeat(32);
  const model = { sha256, id: "tiny", name: "Tiny", version: "1.0.0+local.1a2b3c4d", added: "" };
  const installed = [{ sha256: "ab".repeat(32), name: "Brain FLAIR", version: "0.2.0" }];

  test("offers to recalibrate installed and own models, and says which is recalibrated", async () => {
    const element = await fixture(
      "residua-models",
      html`<residua-models open .models=${[model]} .installed=${installed}></residua-models>`,
    );
    expect(visibleText(element)).toMatch(/Tiny 1\.0\.0\+local\.1a2b3c4d recalibrated for this site/);
    const buttons = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".recalibrate")];
    const asked: string[] = [];
    for (const button of buttons)
      asked.push((await nextEvent("residua-recalibrate", () => button.click())).sha256);
    expect(asked).toEqual([sha256, installed[0]!.sha256]);
    expect(await accessibilityFaults()).toEqual([]);
  });

  test("says that a folder was empty", async () => {
    const element = await fixture("residua-models", html`<residua-models open></residua-models>`);
    inside(element, "#folder").dispatchEvent(new Event("cancel"));
    await element.updateComplete;
    expect(visibleText(element)).toContain("the folder may be empty");
  });

  test("tells of a wrong field wholly in Chinese", async () => {
    await setLanguage("zh-Hans");
    const problem = {
      code: "model-format",
      message: "The model cannot be used: latent.size: Invalid input: expected number.",
      details: { field: "latent.size" },
    };
    const element = await fixture(
      "residua-models",
      html`<residua-models open .problem=${problem}></residua-models>`,
    );
    const text = inside(element, "[role=alert]").textContent!.trim();
    expect(text).toContain("latent.size");
    expect(text.replace("latent.size", "")).not.toMatch(/[a-z]{3,}/i);
  });
});
