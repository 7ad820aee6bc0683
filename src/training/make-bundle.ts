import type { ModelInput } from "../imaging/model-input.ts";
import { Calibrator } from "../scoring/calibrate.ts";
import type { Calibration } from "../scoring/calibration.ts";
import { scoreInputs } from "../scoring/score-input.ts";
import { loadBundle } from "../vae/load-bundle.ts";
import { memoryBundleSource } from "../vae/memory-bundle-source.ts";
import type { Network } from "../vae/network.ts";
import { saveBundle } from "../vae/save-bundle.ts";
import type { Preset } from "./preset.ts";

/** A bundle's files: path inside the bundle -> bytes. */
export type BundleFiles = Awaited<ReturnType<typeof saveBundle>>;

const batchSize = 8;

/** The bundle of a trained network. @throws what saveBundle throws */
export function encodeBundle(
  preset: Preset,
  network: Network,
  { calibration = {}, card = "" }: { readonly calibration?: unknown; readonly card?: string } = {},
): Promise<BundleFiles> {
  return saveBundle({ description: describe(preset), ...network, calibration, card });
}

function describe(preset: Preset) {
  const { id, version, name, description, licence, input, preprocessing, scoring, applicability } = preset;
  const latent = { size: preset.network.latentSize };
  return { id, version, name, description, licence, input, preprocessing, scoring, applicability, latent };
}

/** Healthy images of patients that the network was not trained on. */
export interface CalibrationImages {
  readonly inputs: readonly ModelInput[];
  readonly patients: number;
}

export interface CalibrateControl {
  readonly signal?: AbortSignal;
  /** @param images done */
  readonly onProgress?: (images: number) => void;
}

/**
 * Calibrates a bundle's network, with its weights as they are stored, at 16 bits.
 *
 * @param files of a bundle whose calibration and card are still empty
 * @throws DataError when there are too few images; the signal's reason when aborted
 */
export async function calibrateBundle(
  files: BundleFiles,
  preset: Preset,
  { inputs, patients }: CalibrationImages,
  { signal, onProgress }: CalibrateControl = {},
): Promise<Calibration> {
  const options = { batchSize, ...(signal ? { signal } : {}) };
  const bundle = await loadBundle(memoryBundleSource(files), options);
  try {
    const calibrator = new Calibrator();
    for (let start = 0; start < inputs.length; start += batchSize) {
      const batch = inputs.slice(start, start + batchSize);
      for (const raw of await scoreInputs(batch, bundle.vae, preset.scoring, options)) calibrator.add(raw);
      onProgress?.(start + batch.length);
    }
    const { population, falsePositivePixels, falsePositiveRate } = preset.calibration;
    return calibrator.finish({
      population: { description: population, patients },
      falsePositivePixels,
      falsePositiveRate,
    });
  } finally {
    bundle.dispose();
  }
}
