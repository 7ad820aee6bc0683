/**
 * Writes the models of assets/models into manifest.json: id, path, SHA-256 of bundle.json, applicability.
 * With --check nothing is written, and the exit code says whether the manifest and all hashes are right.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, root, runTool } from "./setup.mjs";

const modelsFolder = "assets/models";
const manifestPath = join(root, "manifest.json");

/** @param {Buffer} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** @param {string} path @returns {string[]} what is wrong with the files that a bundle lists */
function problemsOf(path) {
  const { files } = JSON.parse(readFileSync(join(root, path, "bundle.json"), "utf8"));
  return Object.entries(files).flatMap(([name, { sha256: wanted }]) => {
    const file = join(root, path, name);
    if (!existsSync(file)) return [`${path}/${name} is missing.`];
    return sha256(readFileSync(file)) === wanted
      ? []
      : [`${path}/${name} differs from its hash in bundle.json.`];
  });
}

/** @param {string} path */
function entryOf(path) {
  const bytes = readFileSync(join(root, path, "bundle.json"));
  const { id, applicability } = JSON.parse(bytes.toString("utf8"));
  const { modalities, bodyParts } = applicability;
  return { id, path, sha256: sha256(bytes), applicability: { modalities, bodyParts } };
}

const folders = existsSync(join(root, modelsFolder))
  ? readdirSync(join(root, modelsFolder), { withFileTypes: true })
  : [];
const paths = folders
  .filter((entry) => entry.isDirectory() && existsSync(join(root, modelsFolder, entry.name, "bundle.json")))
  .map((entry) => `${modelsFolder}/${entry.name}`)
  .sort();
const problems = paths.flatMap(problemsOf);
if (problems.length > 0) fail(problems.join("\n"));

const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const updated = { ...manifest, version, models: paths.map(entryOf) };

if (JSON.stringify(updated) === JSON.stringify(manifest)) {
  console.log(`manifest.json is right: version ${version}, ${paths.length} model(s).`);
} else if (process.argv.includes("--check")) {
  fail("manifest.json does not fit package.json and assets/models. Run: node scripts/update-manifest.mjs");
} else {
  writeFileSync(manifestPath, `${JSON.stringify(updated, undefined, 2)}\n`);
  runTool("biome", ["format", "--write", "manifest.json"], "@biomejs/biome");
  console.log(
    `manifest.json written: version ${version}, ${paths.map((path) => path.split("/").at(-1)).join(", ")}.`,
  );
}
