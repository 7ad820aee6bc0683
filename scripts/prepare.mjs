/** Makes what the page and the command line need, and skips what is there and fresh. */
import { join } from "node:path";
import { checkNode, ensureInstalled, fail, isFresh, root, run, runTool } from "./setup.mjs";

const configuration = ["package-lock.json", "tsconfig.json", "vite.config.ts", "vite.cli.config.ts"];
const cli = "dist/cli/residua.js";

/** The command line, bundled from TypeScript. Its path, absolute. */
export function buildCli() {
  if (!isFresh(cli, [...configuration, "src"])) {
    // Not among the command's own output, which may be JSON.
    console.error("Building the command line.");
    const args = ["build", "--config", "vite.cli.config.ts", "--logLevel", "warn"];
    if (!runTool("vite", args)) fail("The command line could not be built.");
  }
  return join(root, cli);
}

function makeSamples() {
  if (isFresh("samples/index.json", ["package-lock.json", "src/cli", "src/dataset", "src/evaluation"]))
    return;
  console.log("Making the sample studies.");
  if (!run(process.execPath, [buildCli(), "samples"])) fail("The sample studies could not be made.");
}

function buildPage() {
  const inputs = [...configuration, "scripts/vite", "src", "plugin", "assets", "manifest.json", "samples"];
  // The service worker is written last.
  if (isFresh("dist/app/service-worker.js", inputs)) return;
  console.log("Building the page.");
  if (!runTool("vite", ["build", "--logLevel", "warn"])) fail("The page could not be built.");
}

/** The worklist that `residua triage serve` serves, and the viewer that it opens. */
export function prepareTriage() {
  preparePage();
  const inputs = [...configuration, "vite.triage.config.ts", "src"];
  if (isFresh("dist/triage/index.html", inputs)) return;
  console.error("Building the worklist.");
  const args = ["build", "--config", "vite.triage.config.ts", "--logLevel", "warn"];
  if (!runTool("vite", args)) fail("The worklist could not be built.");
}

/** The OHIF extension, in a folder with all it needs. */
export function buildOhif() {
  const inputs = [...configuration, "vite.ohif.config.ts", "src", "plugin", "assets/models", "manifest.json"];
  if (isFresh("dist/ohif/residua.mjs", inputs)) return;
  console.log("Building the plugin for OHIF.");
  const args = ["build", "--config", "vite.ohif.config.ts", "--logLevel", "warn"];
  if (!runTool("vite", args)) fail("The plugin for OHIF could not be built.");
}

/** The plugin for OHIF, the command that installs it, and the samples. */
export function prepareOhif() {
  checkNode();
  ensureInstalled();
  buildCli();
  makeSamples();
  buildOhif();
}

/** The sample studies, which some tests read. */
export function prepareSamples() {
  checkNode();
  ensureInstalled();
  makeSamples();
}

/** Everything that `vite preview` needs to serve the page, samples and models included. */
export function preparePage() {
  checkNode();
  ensureInstalled();
  buildCli();
  makeSamples();
  buildPage();
}
