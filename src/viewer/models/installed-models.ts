import { loadManifest, modelUrl } from "../../inference/manifest.ts";
import { descriptionPath, parseDescription, readBundle } from "../../vae/bundle.ts";
import { httpBundleSource } from "../../vae/bundle-source.ts";
import type { BundleFiles } from "./bundle-archive.ts";

/** A model of the page's manifest. */
export interface InstalledModel {
  /** SHA-256 of bundle.json. */
  readonly sha256: string;
  readonly name: string;
  readonly version: string;
  /** Of the bundle's folder. */
  readonly url: string;
}

/**
 * The models of a manifest, by the names that their bundles give; one that cannot be read is left out.
 *
 * @throws ManifestError
 */
export async function listInstalled(manifest: string): Promise<readonly InstalledModel[]> {
  const base = new URL(manifest, location.href).href;
  const { models } = await loadManifest(base);
  const read = models.map(async (entry): Promise<InstalledModel | undefined> => {
    const url = modelUrl(entry, base);
    try {
      const { name, version } = parseDescription(await httpBundleSource(url).read(descriptionPath));
      return { sha256: entry.sha256, name, version, url };
    } catch {
      return undefined;
    }
  });
  return (await Promise.all(read)).filter((model) => model !== undefined);
}

/**
 * All files of an installed model, each checked against its hash.
 *
 * @throws ModelIntegrityError, ModelFormatError, ModelUnavailableError; the signal's reason when aborted
 */
export async function fetchInstalled(
  { url, sha256 }: InstalledModel,
  signal: AbortSignal,
): Promise<BundleFiles> {
  const source = httpBundleSource(url);
  const { description, file } = await readBundle(source, { sha256, signal });
  const files = new Map(Object.keys(description.files).map((path) => [path, file(path)]));
  return files.set(descriptionPath, await source.read(descriptionPath, { signal }));
}
