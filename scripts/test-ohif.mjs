/**
 * `npm run test:ohif`: the extension in a stock OHIF with a real Orthanc, driven in Chromium. Arguments go to vitest;
 * OHIF_VERSION chooses another release of `@ohif/app`.
 */
import { findOrthanc, howToInstall } from "./ohif/orthanc.mjs";
import { prepareOhif } from "./prepare.mjs";
import { fail, runTool } from "./setup.mjs";

if (!findOrthanc()) fail(howToInstall);
prepareOhif();
const { ensureChromium } = await import("./chromium.mjs");
const { ensureViewer } = await import("./ohif/viewer-package.mjs");
try {
  ensureChromium();
  ensureViewer(process.env.OHIF_VERSION);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
process.exitCode = runTool("vitest", ["run", "--project", "ohif", ...process.argv.slice(2)]) ? 0 : 1;
