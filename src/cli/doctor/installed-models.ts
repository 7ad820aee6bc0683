import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import type { CheckedModel } from "../../diagnostics/model-facts.ts";
import { ManifestError } from "../../errors/index.ts";
import { type Manifest, parseManifest } from "../../inference/manifest.ts";
import { packageRoot } from "../package-root.ts";

/** The models that come with Residua. @throws ManifestError */
export async function installedModels(): Promise<CheckedModel[]> {
  const { models } = await readManifest();
  return models.map(({ id, path, sha256 }) => ({
    id,
    sha256,
    source: folderBundleSource(join(packageRoot, path)),
  }));
}

async function readManifest(): Promise<Manifest> {
  try {
    return parseManifest(JSON.parse(await readFile(join(packageRoot, "manifest.json"), "utf8")));
  } catch (cause) {
    if (cause instanceof ManifestError) throw cause;
    throw new ManifestError("manifest.json cannot be read. Install Residua again.", { cause });
  }
}
