import { cp, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../../errors/index.ts";
import { writeWhole } from "../files.ts";
import { packageRoot } from "../package-root.ts";
import { type AppConfigOptions, appConfig, appConfigMark } from "./app-config.ts";

export interface SetUpOptions extends Omit<AppConfigOptions, "plugin"> {
  /** Where the viewer's index.html lies. */
  readonly folder: string;
  /** URL of the plugin's folder where it is served already; otherwise it is copied into `folder`. */
  readonly plugin?: string;
}

export interface SetUp {
  /** Name that a site's own app-config.js was given. */
  readonly kept: string | undefined;
}

const keptName = "app-config.before-residua.js";

/** @throws DataError when the folder is not there, or the plugin has not been built */
export async function setUpOhif({ folder, plugin, ...options }: SetUpOptions): Promise<SetUp> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new DataError(`${folder} is no folder; name the one where the viewer's index.html lies.`);
  if (plugin === undefined) await copyPlugin(join(folder, "residua"));
  const path = join(folder, "app-config.js");
  const kept = await keepOwn(path, join(folder, keptName));
  await writeWhole(
    path,
    appConfig({ ...options, plugin: plugin === undefined ? "/residua/" : withSlash(plugin) }),
  );
  return { kept: kept ? keptName : undefined };
}

async function copyPlugin(to: string): Promise<void> {
  const from = join(packageRoot, "dist/ohif");
  await cp(from, to, { recursive: true, force: true }).catch((cause: unknown) => {
    throw new DataError(`The plugin could not be copied from ${from}. Build it with: npm run build`, {
      cause,
    });
  });
}

/** A site's own configuration is not lost; one that this command wrote is written again. */
async function keepOwn(path: string, kept: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined || text.startsWith(appConfigMark)) return false;
  await rename(path, kept);
  return true;
}

const withSlash = (url: string) => (url.endsWith("/") ? url : `${url}/`);
