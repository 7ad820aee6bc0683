import type { ModelInput } from "../imaging/model-input.ts";
import { Calibrator } from "../scoring/calibrate.ts";
import type { Calibration } from "../scoring/calibration.ts";
import { mapNames } from "../scoring/maps.ts";
import { bundleReference } from "../scoring/model.ts";
import type { Reference } from "../scoring/reference.ts";
import { fitReference } from "../scoring/reference-fitter.ts";
import { scoreInputs } from "../scoring/score-input.ts";
import type { BundleDescription } from "../vae/bundle-schema.ts";
import { loadBundle } from "../vae/load-bundle.ts";
import { memoryBundleSource } from "../vae/memory-bundle-source.ts";
import type { Network } from "../vae/network.ts";
import { saveBundle } from "../vae/save-bundle.ts";
import type { Preset } from "./preset.ts";

/** A bundle's files: path inside the bundle -> bytes. */
export type BundleFiles = Awaited<ReturnType<typeof saveBundle>>;

const batchSize = 8;

/** What becomes known of a network step by step; what is left out is empty, or not there. */
export interface BundleContent {
  readonly reference?: Reference;
  readonly calibration?: unknown;
  /** Markdown. */
  readonly card?: string;
  /** How many images it was evaluated on. */
  readonly tested?: BundleDescription["tested"];
}

/** The bundle of a trained network. @throws what saveBundle throws */
export function encodeBundle(
  preset: Preset,
  network: Network,
  { reference, calibration = {}, card = "", tested }: BundleContent = {},
): Promise<BundleFiles> {
  const description = { ...describe(preset), ...(tested ? { tested } : {}) };
  return saveBundle({ description, ...network, reference, calibration, card });
}

function describe(preset: Preset) {
  const { id, version, name, description, licence, input, preprocessing, scoring, applicability } = preset;
  const latent = { size: preset.network.latentSize };
  return { id, version, name, description, licence, input, preprocessing, scoring, applicability, latent };
}

/**
 * What healthy training images are like to a bundle's network, with its weights as they are stored, at 16 bits. Before
 * calibration: the image's score may be made of it.
 *
 * @param files of a bundle without reference data
 * @param inputs healthy training images, at most some hundreds (see `spread`)
 * @throws DataError when they are too few or all alike; the signal's reason when aborted
 */
export async function fitBundleReference(
  files: BundleFiles,
  preset: Preset,
  inputs: readonly ModelInput[],
  { signal, onProgress }: CalibrateControl = {},
): Promise<Reference> {
  const stop = signal ? { signal } : {};
  const bundle = await loadBundle(memoryBundleSource(files), stop);
  try {
    return await fitReference(inputs, bundle.vae, preset.scoring, {
      ...stop,
      ...(onProgress ? { onProgress } : {}),
    });
  } finally {
    bundle.dispose();
  }
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
 * Calibrates a bundle's network, with its weights as they are stored, at 16 bits: all maps, all scores.
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
  const stop = signal ? { signal } : {};
  const bundle = await loadBundle(memoryBundleSource(files), stop);
  try {
    const reference = bundleReference(bundle, preset.scoring);
    const options = { ...stop, batchSize, reference, maps: mapNames };
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
