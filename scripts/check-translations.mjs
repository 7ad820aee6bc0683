/**
 * Whether every text of the interface is translated, and the generated modules are up to date. Works on a copy:
 * a check writes nothing into the sources.
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fail, root } from "./setup.mjs";

const config = JSON.parse(readFileSync(join(root, "lit-localize.json"), "utf8"));
const { xliffDir } = config.interchange;
const { outputDir } = config.output;

// Inside of the project, so that the tool finds the types of lit.
const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const copy = mkdtempSync(join(cache, "translations-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));

for (const name of readdirSync(join(root, xliffDir)).filter((file) => file.endsWith(".xlf"))) {
  cpSync(join(root, xliffDir, name), join(copy, "xliff", name));
}
const configPath = join(copy, "lit-localize.json");
const inputFiles = config.inputFiles.map((/** @type {string} */ glob) =>
  join(relative(copy, root), glob).replaceAll("\\", "/"),
);
writeFileSync(
  configPath,
  JSON.stringify({
    ...config,
    $schema: undefined,
    inputFiles,
    output: { ...config.output, outputDir: "generated" },
    interchange: { ...config.interchange, xliffDir: "xliff" },
  }),
);
const tool = join(root, "node_modules/@lit/localize-tools/bin/lit-localize.js");
for (const step of ["extract", "build"]) {
  const { status, stderr } = spawnSync(process.execPath, [tool, step, "--config", configPath], {
    encoding: "utf8",
  });
  if (status !== 0) fail(`The texts of the interface cannot be read:\n${stderr}`);
}

/** @type {(made: string, kept: string) => boolean} */
const differs = (made, kept) => readFileSync(made, "utf8") !== readFileSync(kept, "utf8");
/** @type {string[]} */
const locales = config.targetLocales;
const problems = locales.flatMap((locale) => {
  const xlf = join(copy, "xliff", `${locale}.xlf`);
  const missing = readFileSync(xlf, "utf8")
    .split("<trans-unit")
    .slice(1)
    .filter((unit) => !unit.includes("<target>"))
    .map((unit) => `${locale}: not translated: ${/<source>(.*?)<\/source>/s.exec(unit)?.[1] ?? unit}`);
  const stale =
    differs(xlf, join(root, xliffDir, `${locale}.xlf`)) ||
    differs(join(copy, "generated", `${locale}.ts`), join(root, outputDir, `${locale}.ts`));
  const shown = missing.length > 10 ? [...missing.slice(0, 10), `and ${missing.length - 10} more`] : missing;
  return stale ? [...shown, `${locale}: out of date. Run: npm run translate`] : shown;
});
if (problems.length > 0) fail(problems.join("\n"));
console.log(`All texts are translated: ${locales.join(", ")}.`);
