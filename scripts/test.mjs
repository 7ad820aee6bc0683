/** `npm test`: installs, finds a Chromium, runs the tests in Node and in the browser. Arguments go to vitest. */
import { checkNode, ensureInstalled, fail, runTool } from "./setup.mjs";

checkNode();
ensureInstalled();
const { ensureChromium } = await import("./chromium.mjs");
try {
  ensureChromium();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
const passed = runTool("vitest", [
  "run",
  "--project",
  "node",
  "--project",
  "browser",
  ...process.argv.slice(2),
]);
process.exitCode = passed ? 0 : 1;
