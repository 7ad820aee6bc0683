/** A stock OHIF: the build that npm's `@ohif/app` ships, fetched when it is first needed and kept. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const defaultVersion = "3.13.2";

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  return join(base, "residua", "ohif");
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  // npm is a script that only a shell finds on Windows.
  const shell = process.platform === "win32";
  const { status, error, stderr } = spawnSync(command, args, {
    cwd,
    shell,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`);
}

/**
 * The folder of an OHIF build, to be served as it is. 50 MB are downloaded the first time.
 *
 * @param {string} [version] of `@ohif/app`
 * @throws {Error} when it can be neither found nor fetched
 */
export function ensureViewer(version = defaultVersion) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw new Error(`"${version}" is not a version of OHIF.`);
  const cache = cacheFolder();
  const viewer = join(cache, version);
  if (existsSync(join(viewer, "index.html"))) return viewer;
  console.log(`Fetching OHIF ${version} from npm (50 MB) into ${cache}.`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetch-"));
  try {
    run("npm", ["pack", "--silent", `@ohif/app@${version}`], work);
    const archive = readdirSync(work).find((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new Error("npm pack wrote no archive.");
    run("tar", ["-xzf", archive], work);
    // Whole or not at all, should two fetch at once.
    if (!existsSync(viewer)) renameSync(join(work, "package", "dist"), viewer);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return viewer;
}
