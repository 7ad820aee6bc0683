/** `npm run bench`: builds the benches and the command line from the sources and measures. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildCli } from "./prepare.mjs";
import { checkNode, ensureInstalled, fail, root, runTool } from "./setup.mjs";

checkNode();
ensureInstalled();
buildCli();
if (!runTool("vite", ["build", "--config", "vite.bench.config.ts", "--logLevel", "warn"])) {
  fail("The benches could not be built.");
}
await import(pathToFileURL(join(root, "dist/bench/run.js")).href);
