import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { appConfig } from "../../src/cli/ohif/app-config.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { type OhifBench, startOhifBench } from "./support/bench.ts";
import { expectHeatmaps, expectNothingLeft, leaveStudy, settled, workers } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the UMD build in a stock OHIF${installed ? "" : ` (${howToInstall})`}`;

/** Extension and mode as a host loads them that takes descriptors: by the script's URL and the name of its global. */
const loadByDescriptor = `
async function residua() {
  const load = async ({ packageName, importPath, globalName }) => {
    await window.browserImportFunction(importPath);
    const found = window[globalName];
    const plugin = found?.default?.id ? found.default : found;
    if (plugin?.id !== packageName) throw new Error(globalName + " is not " + packageName);
    return plugin;
  };
  const extension = await load({
    packageName: "residua", importPath: "/residua/residua.umd.js", globalName: "residua",
  });
  const mode = await load({
    packageName: "residua.mode", importPath: "/residua/mode.umd.js", globalName: "residuaMode",
  });
  const configuration = { assetBase: "/residua/", backend: "wasm", language: "en" };
  return { extensions: [[extension, configuration]], modes: [mode] };
}
`;

let bench: OhifBench;

describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    bench = await startOhifBench();
  });
  afterAll(() => bench?.close());

  test("finds worker and model in `assetBase`, shows the heatmap, and leaves nothing behind", async () => {
    const { study } = await lesion();
    const { version } = bench;
    const server = { dicomweb: "/dicom-web", wado: "/wado", name: "Test" };
    const written = appConfig({ ...server, version, plugin: "/residua/" });
    const text = written.replace(/async function residua\(\) \{[\s\S]*?\n\}\n/, loadByDescriptor);
    expect(text).toContain("residua.umd.js");
    expect(text).not.toContain("residua.mjs");
    const site = await bench.site({ files: { "app-config.js": text } });
    const { page, faults, close } = await site.open(`/residua?StudyInstanceUIDs=${study.StudyInstanceUID}`);
    expect(await settled(page)).toBe("ready");
    await expectHeatmaps(page, 1);
    expect(workers(page)).toBe(1);
    await leaveStudy(page);
    await expectNothingLeft(page);
    expect(faults).toEqual([]);
    await close();
  });
});
