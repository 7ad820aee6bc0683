import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { serve } from "../../scripts/ohif/serve.mjs";
import { lesion } from "../e2e/support/lesion.ts";
import { projectFile } from "../e2e/support/paths.ts";
import { deepText } from "../e2e/support/viewer.ts";
import { type OhifBench, startOhifBench } from "./support/bench.ts";
import { copyStudy } from "./support/copies.ts";
import { expectHeatmaps, expectImage, settled, toolbarButton } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `a stock OHIF, set up${installed ? "" : ` (${howToInstall})`}`;

let bench: OhifBench;
let studyUid: string;

describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    studyUid = (await lesion()).study.StudyInstanceUID;
    bench = await startOhifBench();
  });
  afterAll(() => bench?.close());

  test("a viewer whose plugin is not there shows images all the same", async () => {
    const site = await bench.site({ plugin: "/nowhere/" });
    const { page, faults, close } = await site.open(`/viewer?StudyInstanceUIDs=${studyUid}`);
    await expectImage(page);
    expect(await toolbarButton(page).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test("a model that is not there is told in a sentence, and the viewer goes on", async () => {
    const manifest = {
      id: "residua",
      version: "0.1.0",
      entryPoints: { cornerstone: "index.js" },
      hosts: { cornerstone: ">=4.5 <6" },
      permissions: [],
      models: [
        {
          id: "brain-flair",
          path: "nowhere",
          sha256: "0".repeat(64),
          applicability: { modalities: ["MR"], bodyParts: [] },
        },
      ],
    };
    const site = await bench.site({
      configuration: { manifest: "/absent-model/manifest.json" },
      files: { "absent-model/manifest.json": JSON.stringify(manifest) },
    });
    const { page, faults, close } = await site.open(`/residua?StudyInstanceUIDs=${studyUid}`);
    expect(await settled(page)).toBe("error");
    const sentence = "A file of the model could not be fetched. Check the connection, then try again.";
    expect(await deepText(page.locator("residua-panel"))).toContain(sentence);
    await page.locator("[data-sonner-toast]", { hasText: sentence }).waitFor();
    await expectImage(page);
    expect(faults).toEqual([]);
    await close();
  });

  test("the plugin may lie on another server than the viewer", async () => {
    const files = await serve({
      folders: [projectFile("dist/ohif")],
      dicomweb: bench.orthanc.url,
      toOthers: true,
    });
    try {
      const site = await bench.site({ plugin: files.url });
      const { page, faults, close } = await site.open(`/residua?StudyInstanceUIDs=${studyUid}`);
      expect(await settled(page)).toBe("ready");
      await expectHeatmaps(page, 1);
      expect(faults).toEqual([]);
      await close();
    } finally {
      await files.close();
    }
  });

  test("a series that the model is not for has no heatmap, and the viewer says why", async () => {
    const study = await copyStudy(bench.orthanc.url, studyUid, { Modality: "CT" });
    const site = await bench.site();
    const { page, faults, close } = await site.open(`/residua?StudyInstanceUIDs=${study}`);
    expect(await settled(page)).toBe("refused");
    const sentence = "The model is for MR images; this one is CT.";
    expect(await deepText(page.locator("residua-panel"))).toContain(sentence);
    await page.locator("[data-sonner-toast]", { hasText: sentence }).waitFor();
    await expectHeatmaps(page, 0);
    expect(faults).toEqual([]);
    await close();
  });
});
