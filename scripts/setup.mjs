/**
 * What `npm start`, `npm test` and the checks need before they can begin. Only Node built-ins: this file runs
 * before anything is installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** Ends the process with a sentence, not a stack trace. @param {string} message @returns {never} */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Ends the process when Node is older than package.json's `engines` asks for. */
export function checkNode() {
  const wanted = readJson("package.json").engines.node.replace(/[^\d.]/g, "");
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  fail(
    `Residua needs Node ${wanted} or newer, and this is Node ${process.versions.node}. Install it from https://nodejs.org.`,
  );
}

/**
 * Runs a program in the project's folder and shows what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {boolean} whether it succeeded
 */
export function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  return result.status === 0;
}

/**
 * Runs a program that a package brings, by its file, which spares the start of npx.
 *
 * @param {string} name as in package.json's `bin`
 * @param {readonly string[]} args
 * @param {string} [packageName] where it differs from the program's name
 */
export function runTool(name, args, packageName = name) {
  const { bin } = readJson(`node_modules/${packageName}/package.json`);
  const file = typeof bin === "string" ? bin : bin[name];
  return run(process.execPath, [join(root, "node_modules", packageName, file), ...args]);
}

/** Whether node_modules holds what package-lock.json says. Dates would not tell: git sets them at check-out. */
function isInstalled() {
  const recordPath = "node_modules/.package-lock.json";
  if (!existsSync(join(root, recordPath))) return false;
  const present = readJson(recordPath).packages;
  return Object.entries(readJson("package-lock.json").packages).every(
    ([path, wanted]) =>
      path === "" || wanted.optional || wanted.devOptional || present[path]?.version === wanted.version,
  );
}

/** Installs what the lock file says, unless it is there. No package needs its install script. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing the packages that package-lock.json names. This takes a minute.");
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const done =
    npm === undefined
      ? spawnSync("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: true }).status ===
        0
      : run(process.execPath, [npm, ...args]);
  if (!done) fail("The packages could not be installed. npm's own message above says why.");
}

/** Newest change under a file or folder; 0 where there is nothing. @param {string} path @returns {number} */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Whether a made file is there and no older than anything it was made from.
 *
 * @param {string} output
 * @param {readonly string[]} inputs files and folders, relative to the project's
 */
export function isFresh(output, inputs) {
  const made = statSync(join(root, output), { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && inputs.every((path) => newest(join(root, path)) <= made);
}
