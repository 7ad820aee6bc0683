import { html } from "lit";
import { describe, expect, test } from "vitest";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "../../../src/ui/testing/fixture.ts";
import "../../../src/viewer/elements/residua-file-report.ts";
import "../../../src/viewer/elements/residua-open-buttons.ts";
import "../../../src/viewer/elements/residua-progress.ts";
import "../../../src/viewer/elements/residua-sample-list.ts";
import "../../../src/viewer/elements/residua-series-list.ts";
import "../../../src/viewer/elements/residua-shortcuts.ts";
import "../../../src/viewer/elements/residua-toolbar.ts";
import { commands, commandText, windowNumber } from "../../../src/viewer/commands.ts";
import type { Series } from "../../../src/viewer/files/series.ts";
import type { SampleStudy } from "../../../src/viewer/samples-schema.ts";

const series = (key: string, description: string, count: number): Series => ({
  key,
  description,
  studyDescription: "",
  studyDate: "20240229",
  modality: "MR",
  patientName: "",
  seriesNumber: 1,
  images: [],
  imageIds: Array.from({ length: count }, (_, index) => `none:${key}-${index}`),
});

describe("residua-toolbar", () => {
  const open = () =>
    fixture("residua-toolbar", html`<residua-toolbar tool="pan" inverted></residua-toolbar>`);

  test("sends a command for each button, and shows which tool and what is switched on", async () => {
    const element = await open();
    const pressed = [...element.shadowRoot!.querySelectorAll("button[aria-pressed=true]")].map(
      ({ id }) => id,
    );
    expect(pressed).toEqual(["tool-pan", "invert"]);
    const { command } = await nextEvent("residua-command", () => inside(element, "#rotate").click());
    expect(command).toBe("rotate");
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("residua-series-list", () => {
  test("names the series, marks the shown one, and sends the chosen one", async () => {
    const element = await fixture(
      "residua-series-list",
      html`<residua-series-list
        .series=${[series("a", "flair <b>axial</b>", 20), series("b", "t1", 1)]}
        selected="b"
      ></residua-series-list>`,
    );
    const text = visibleText(element);
    // Text of a file is text: no markup comes of it.
    expect(text).toContain("flair <b>axial</b>");
    expect(text).toMatch(/20 images.*1 image/);
    const [first, second] = [...element.shadowRoot!.querySelectorAll("button")];
    expect([first?.ariaCurrent, second?.ariaCurrent]).toEqual(["false", "true"]);
    expect((await nextEvent("residua-series-select", () => first!.click())).key).toBe("a");
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("residua-file-report", () => {
  test("counts, gives the sentence for each reason with the names, and can be dismissed", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `letter-${index}.txt`);
    const element = await fixture(
      "residua-file-report",
      html`<residua-file-report
        .refused=${[
          { fileName: "scan.dcm", reason: "cut-off" },
          ...names.map((fileName) => ({ fileName, reason: "not-dicom" })),
        ]}
      ></residua-file-report>`,
    );
    const text = visibleText(element);
    expect(text).toContain("61 files were not opened");
    expect(text).toMatch(/The file is cut off: the image's pixels are incomplete\. \( 1 \) scan\.dcm/);
    expect(text).toMatch(/letter-49\.txt +and 10 more/);
    expect(await accessibilityFaults()).toEqual([]);
    await nextEvent("residua-dismiss", () => inside(element, "button").click());
  });

  test("is empty when all went well", async () => {
    const element = await fixture("residua-file-report", html`<residua-file-report></residua-file-report>`);
    expect(visibleText(element).trim()).toBe("");
  });
});

describe("residua-open-buttons", () => {
  test("sends the chosen files, and the same ones again when they are chosen again", async () => {
    const element = await fixture(
      "residua-open-buttons",
      html`<residua-open-buttons></residua-open-buttons>`,
    );
    const input = inside<HTMLInputElement>(element, "#files");
    const choose = () => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["x"], "a.dcm"));
      input.files = transfer.files;
      input.dispatchEvent(new Event("change"));
    };
    for (let turn = 0; turn < 2; turn++) {
      const { files } = await nextEvent("residua-files", choose);
      expect(files.map(({ name }) => name)).toEqual(["a.dcm"]);
    }
    expect(inside<HTMLInputElement>(element, "#folder").webkitdirectory).toBe(true);
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("residua-progress", () => {
  test("says how far it is, and can be cancelled", async () => {
    const element = await fixture(
      "residua-progress",
      html`<residua-progress .done=${1200} .total=${3000}></residua-progress>`,
    );
    expect(visibleText(element)).toContain("Reading file 1,200 of 3,000");
    expect(await accessibilityFaults()).toEqual([]);
    await nextEvent("residua-cancel", () => inside(element, "wa-button").click());
  });
});

describe("residua-sample-list", () => {
  test("offers the samples and sends the chosen one", async () => {
    const study = (id: string): SampleStudy => ({
      id,
      title: { en: `Title ${id}`, zh: "标题" },
      description: { en: "What it is", zh: "说明" },
      StudyInstanceUID: "1",
      SeriesInstanceUID: "1.1",
      firstShown: 0,
      files: [],
    });
    const element = await fixture(
      "residua-sample-list",
      html`<residua-sample-list .samples=${[study("a"), study("b")]}></residua-sample-list>`,
    );
    expect(visibleText(element)).toMatch(/Title a What it is.*Title b/);
    const second = element.shadowRoot!.querySelectorAll("button")[1]!;
    expect((await nextEvent("residua-sample-select", () => second.click())).id).toBe("b");
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("residua-shortcuts", () => {
  test("lists the keys while it is open", async () => {
    const element = await fixture("residua-shortcuts", html`<residua-shortcuts open></residua-shortcuts>`);
    const text = visibleText(element);
    expect(text).toMatch(/Show or hide the heatmap O .*Next region N /);
    // The window presets have one line for all.
    const lines = commands.filter((command) => windowNumber(command) === undefined);
    expect(lines.filter((command) => !text.includes(commandText(command)))).toEqual([]);
    expect(text).toContain("Window presets");
    await settled(element);
    expect(await accessibilityFaults()).toEqual([]);
  });
});
