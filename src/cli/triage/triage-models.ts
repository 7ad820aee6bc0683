import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { parseManifest } from "../../inference/manifest.ts";
import { readModel, type TriageModel } from "../../triage/models.ts";
import { packageRoot } from "../package-root.ts";

export interface TriageModels {
  readonly folders: readonly string[];
  readonly models: readonly TriageModel[];
}

/** @param named folders of bundles, with commas between them; those that come with Residua when absent */
export async function triageModels(named: string | undefined, signal: AbortSignal): Promise<TriageModels> {
  const folders = named === undefined ? await installedFolders() : named.split(",");
  return {
    folders,
    models: await Promise.all(folders.map((folder) => readModel(folderBundleSource(folder), signal))),
  };
}

async function installedFolders(): Promise<string[]> {
  const manifest = parseManifest(JSON.parse(await readFile(join(packageRoot, "manifest.json"), "utf8")));
  return manifest.models.map(({ path }) => join(packageRoot, path));
}
