/**
 * Sums vitest's JSON reports: `node count-tests.mjs FAILED REPORT...`, where FAILED is 0 when all commands passed.
 * Prints one line and exits with 1 on any failure, also one that no report shows.
 */
import { existsSync, readFileSync } from "node:fs";

const [commandsFailed, ...paths] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const path of paths) {
  if (!existsSync(path)) {
    console.log(`${path} was not written: its tests did not run to their end.`);
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that does not load has no tests to fail.
  failed += report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  ).length;
}
if (passed === 0 || (commandsFailed !== "0" && failed === 0)) failed += 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
