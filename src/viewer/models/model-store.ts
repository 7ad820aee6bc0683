import { scoringParts } from "../../scoring/model.ts";
import { parseJson, readBundle } from "../../vae/bundle.ts";
import type { ApplicabilityRules } from "../../vae/bundle-schema.ts";
import { memoryBundleSource } from "../../vae/memory-bundle-source.ts";
import { openDatabase } from "../storage/database.ts";
import type { BundleFiles } from "./bundle-archive.ts";

/** A model of the user's own, as it is kept in this browser. */
export interface KeptModel {
  /** SHA-256 of bundle.json. */
  readonly sha256: string;
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** Which images it is for. */
  readonly applicability: Pick<ApplicabilityRules, "modalities" | "bodyParts">;
  /** ISO 8601. */
  readonly added: string;
  readonly files: BundleFiles;
}

const database = openDatabase("residua-models");

/** Oldest first. */
export async function listModels(): Promise<KeptModel[]> {
  const models = (await database.all()) as KeptModel[];
  return models.sort((a, b) => (a.added < b.added ? -1 : 1));
}

/**
 * Verifies a bundle and keeps it; one that is kept already stays as it is.
 *
 * @throws ModelIntegrityError, ModelFormatError; a DOMException where the browser cannot keep it
 */
export async function keepModel(files: BundleFiles): Promise<KeptModel> {
  const bundle = await readBundle(memoryBundleSource(files));
  const { description, sha256 } = bundle;
  const parsed = (path: string | undefined) =>
    path === undefined ? undefined : parseJson(bundle.file(path), path);
  // What could not score would be found out only when an image is shown.
  scoringParts({
    description,
    calibration: parsed(description.calibration),
    reference: parsed(description.reference),
    vae: { latentSize: description.latent.size },
  });
  const { id, version, name, applicability } = description;
  const { modalities, bodyParts } = applicability;
  const listed = new Set(["bundle.json", ...Object.keys(description.files)]);
  const model: KeptModel = {
    sha256,
    id,
    version,
    name,
    applicability: { modalities, bodyParts },
    added: new Date().toISOString(),
    // What bundle.json does not list is not the model's.
    files: new Map([...files].filter(([path]) => listed.has(path))),
  };
  if ((await database.get(sha256)) === undefined) await database.set(sha256, model);
  return model;
}

export function removeModel(sha256: string): Promise<void> {
  return database.delete(sha256);
}
