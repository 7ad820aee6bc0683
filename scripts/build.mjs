/** `npm run build`: the command line, the samples, the page, the plugin with its types, and the plugin for OHIF. */
import { buildOhif, preparePage, prepareTriage } from "./prepare.mjs";
import { fail, runTool } from "./setup.mjs";

preparePage();
console.log("Building the plugin.");
const built =
  runTool("vite", ["build", "--config", "vite.plugin.config.ts", "--logLevel", "warn"]) &&
  runTool("tsc", ["-p", "tsconfig.plugin.json"], "typescript");
if (!built) fail("The plugin could not be built.");
buildOhif();
prepareTriage();
