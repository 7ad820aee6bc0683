/** `npm run test:e2e`: the built pages with their samples, driven in Chromium. Arguments go to vitest. */
import { prepareTriage } from "./prepare.mjs";
import { fail, runTool } from "./setup.mjs";

prepareTriage();
const { ensureChromium } = await import("./chromium.mjs");
try {
  ensureChromium();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
process.exitCode = runTool("vitest", ["run", "--project", "e2e", ...process.argv.slice(2)]) ? 0 : 1;
