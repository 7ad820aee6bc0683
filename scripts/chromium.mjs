/**
 * Finds a Chromium for the browser tests, or installs one.
 *
 * Order: CHROME_PATH; Chromium or Chrome on PATH; the usual places of the operating system; the build that
 * Playwright keeps. Only Node built-ins at the top level: this file runs before `npm ci` has.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))).find(isExecutable);
}

function inUsualPlaces() {
  const { env } = process;
  const places = {
    linux: ["/opt/google/chrome/chrome", "/snap/bin/chromium"],
    darwin: ["/Applications", join(env.HOME ?? "/", "Applications")].flatMap((folder) => [
      join(folder, "Google Chrome.app/Contents/MacOS/Google Chrome"),
      join(folder, "Chromium.app/Contents/MacOS/Chromium"),
    ]),
    win32: [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, "Google/Chrome/Application/chrome.exe"),
        join(folder, "Chromium/Application/chrome.exe"),
      ]),
  };
  return places[/** @type {keyof typeof places} */ (process.platform)]?.find(isExecutable);
}

function playwrightsOwn() {
  try {
    const { chromium } = createRequire(import.meta.url)("playwright");
    const path = chromium.executablePath();
    return isExecutable(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @returns {{ path: string, source: string } | undefined} undefined where there is none.
 * @throws {Error} when CHROME_PATH is set but is not a program.
 */
export function findChromium() {
  const asked = process.env.CHROME_PATH;
  if (asked) {
    if (isExecutable(asked)) return { path: asked, source: "CHROME_PATH" };
    throw new Error(`CHROME_PATH is ${asked}, which is not a program. Correct it or unset it.`);
  }
  const system = onPath() ?? inUsualPlaces();
  if (system !== undefined) return { path: system, source: "system" };
  const own = playwrightsOwn();
  return own === undefined ? undefined : { path: own, source: "Playwright" };
}

/** Software WebGL2 so that tests do not depend on a GPU; no sandbox for root only, where Chromium refuses it. */
export function chromiumArguments() {
  return [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function run(command, args, env = process.env) {
  console.log(`$ ${command} ${args.join(" ")}`);
  const shell = process.platform === "win32";
  return spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env, shell }).status === 0;
}

function install() {
  if (process.getuid?.() === 0 && isDebian()) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-q"], env);
    if (run("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"], env)) return;
  }
  run("npx", ["playwright", "install", "chromium"]);
}

/**
 * As `findChromium`, but installs one where there is none, and prints which was taken.
 *
 * @throws {Error} when none was found and none could be installed.
 */
export function ensureChromium() {
  let found = findChromium();
  if (found === undefined) {
    console.log("No Chromium or Chrome found; installing one.");
    install();
    found = findChromium();
  }
  if (found === undefined) {
    throw new Error(
      "The browser tests need Chromium or Chrome, and none could be installed. Install one, or set CHROME_PATH.",
    );
  }
  console.log(`Chromium: ${found.path} (${found.source})`);
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
