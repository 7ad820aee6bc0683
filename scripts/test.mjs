/** `npm test`: installs, makes the samples, finds a Chromium, runs the tests in Node and in the browser. Arguments go to vitest. */
import { prepareSamples } from "./prepare.mjs";
import { fail, runTool } from "./setup.mjs";

prepareSamples();
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
