/** `npm run verify`: every check but the end-to-end tests. With --without-tests, all that is not a test. */
import { checkNode, ensureInstalled, run, runTool } from "./setup.mjs";

/** @param {string} name */
const script = (name, /** @type {string[]} */ args = []) =>
  run(process.execPath, [`scripts/${name}.mjs`, ...args]);

/** Name, what it does; all run, whatever fails, so that one run shows everything. @type {[string, () => boolean][]} */
const checks = [
  ["format and lint", () => runTool("biome", ["check", "."], "@biomejs/biome")],
  ["types", () => runTool("tsc", ["-p", "."], "typescript")],
  [
    "import rules",
    () =>
      runTool(
        "depcruise",
        ["--config", ".dependency-cruiser.mjs", "src", "plugin", "test", "scripts"],
        "dependency-cruiser",
      ),
  ],
  ["unused code and packages", () => runTool("knip", ["--no-config-hints"])],
  ["lock file", () => script("check-lock")],
  ["translations", () => script("check-translations")],
  ["manifest and model hashes", () => script("update-manifest", ["--check"])],
  ["build", () => script("build")],
  ["package", () => runTool("publint", ["--strict"])],
];
if (!process.argv.includes("--without-tests")) checks.push(["tests", () => script("test")]);

checkNode();
ensureInstalled();
const failed = checks.filter(([name, check]) => {
  console.log(`\n== ${name}`);
  return !check();
});
console.log(
  failed.length === 0
    ? `\nAll ${checks.length} checks passed.`
    : `\nFailed: ${failed.map(([name]) => name).join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
