/**
 * `npm run ohif`: a stock OHIF with the plugin, and Orthanc with the samples, on loopback until Ctrl-C. PORT chooses
 * the port, OHIF_VERSION another release of `@ohif/app`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrthanc, howToInstall, startOrthanc } from "./ohif/orthanc.mjs";
import { serve } from "./ohif/serve.mjs";
import { defaultVersion, ensureViewer } from "./ohif/viewer-package.mjs";
import { buildCli, prepareOhif } from "./prepare.mjs";
import { fail, root, run } from "./setup.mjs";

const defaultPort = 4320;
const port = Number(process.env.PORT ?? defaultPort);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail("PORT must be a number between 0 and 65535.");
const version = process.env.OHIF_VERSION ?? defaultVersion;

if (!findOrthanc()) fail(howToInstall);
prepareOhif();

const site = mkdtempSync(join(tmpdir(), "residua-ohif-"));
/** @type {(() => unknown)[]} */
const ends = [() => rmSync(site, { recursive: true, force: true })];
let ending = false;

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const each of ends.reverse()) await each();
  process.exit(code);
}
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => end(0));

try {
  const viewer = ensureViewer(version);
  const setUp = ["ohif", "setup", site, "--ohif", version, "--name", "Samples"];
  if (!run(process.execPath, [buildCli(), ...setUp])) throw new Error("The viewer could not be set up.");
  const orthanc = await startOrthanc();
  ends.push(orthanc.stop);
  for (const sample of ["brain-mr", "brain-mr-lesion"]) await orthanc.upload(join(root, "samples", sample));
  const server = await serve({ folders: [site, viewer], dicomweb: orthanc.url, port });
  ends.push(server.close);
  console.log(`
OHIF ${version} with Residua: ${server.url}/
Choose a study, then "Residua review". Not for diagnostic use. Press Ctrl-C to stop.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
