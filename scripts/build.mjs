/** `npm run build`: the command line, the samples, the page, and the plugin with its types, all under dist/. */
import { preparePage } from "./prepare.mjs";
import { fail, runTool } from "./setup.mjs";

preparePage();
console.log("Building the plugin.");
const built =
  runTool("vite", ["build", "--config", "vite.plugin.config.ts", "--logLevel", "warn"]) &&
  runTool("tsc", ["-p", "tsconfig.plugin.json"], "typescript");
if (!built) fail("The plugin could not be built.");
