import { parseJson, type ReadBundleOptions, readBundle } from "./bundle.ts";
import type { BundleDescription } from "./bundle-schema.ts";
import type { BundleSource } from "./bundle-source.ts";
import { loadNetworks } from "./load-network.ts";
import { wasTested } from "./tested.ts";
import type { Vae } from "./vae.ts";

/** A bundle whose files have all been checked, with its networks on the active backend. */
export interface Bundle {
  readonly description: BundleDescription;
  /** SHA-256 of bundle.json, lower-case hex. */
  readonly sha256: string;
  readonly vae: Vae;
  /** calibration.json, parsed; scoring checks its fields. */
  readonly calibration: unknown;
  /** The file that bundle.json names as `reference`, parsed; undefined where it names none. */
  readonly reference?: unknown;
  /** Whether it was evaluated on images with findings when it was made. */
  readonly tested: boolean;
  dispose(): void;
}

/**
 * Loads a bundle. Every file's SHA-256 is compared before anything in it is used.
 *
 * @throws ModelIntegrityError when a file differs from its hash; ModelFormatError when the bundle does not follow
 *   the schema (the message names the field), lacks a file, or holds a network that is not allowed or does not fit;
 *   the signal's reason when aborted
 */
export async function loadBundle(source: BundleSource, options: ReadBundleOptions = {}): Promise<Bundle> {
  const files = await readBundle(source, options);
  const { description, sha256 } = files;
  const calibration = parseJson(files.file(description.calibration), description.calibration);
  const reference =
    description.reference === undefined
      ? undefined
      : parseJson(files.file(description.reference), description.reference);
  const vae = await loadNetworks(files);
  const tested = wasTested(description, files.file);
  return { description, sha256, vae, calibration, reference, tested, dispose: () => vae.dispose() };
}
