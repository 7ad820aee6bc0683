import type { Preset } from "../../training/preset.ts";

/** What the user sets; the rest is the preset's. */
export interface RunSettings {
  readonly presetId: string;
  /** Of the model. */
  readonly name: string;
  /** Who the healthy images are of. */
  readonly population: string;
  readonly epochs: number;
  readonly latentSize: number;
  readonly seed: number;
  readonly beta: number;
}

/** The values that a field of the form accepts. */
export const settingRanges = {
  epochs: { minimum: 1, maximum: 1000, step: 1 },
  latentSize: { minimum: 2, maximum: 512, step: 1 },
  seed: { minimum: 0, maximum: 2 ** 31 - 1, step: 1 },
  beta: { minimum: 0, maximum: 16, step: 0.1 },
} as const;
export type SettingName = keyof typeof settingRanges;

export function settingsOf({ id, name, network, optimization }: Preset): RunSettings {
  const { epochs, seed, beta } = optimization;
  return {
    presetId: id,
    name: `My ${name}`,
    population: "",
    epochs,
    latentSize: network.latentSize,
    seed,
    beta,
  };
}

/** The fields whose values cannot be used. */
export function wrongSettings(settings: RunSettings): readonly (SettingName | "name")[] {
  const names = (Object.keys(settingRanges) as SettingName[]).filter((name) => {
    const { minimum, maximum } = settingRanges[name];
    const value = settings[name];
    const whole = name === "beta" || Number.isInteger(value);
    return !(whole && value >= minimum && value <= maximum);
  });
  return settings.name.trim() === "" || settings.name.length > 80 ? [...names, "name"] : names;
}

/**
 * The preset that a run is made with.
 *
 * @param images to train on; a batch cannot be larger
 */
export function presetOfRun(preset: Preset, settings: RunSettings, images: number): Preset {
  const name = settings.name.trim();
  const batchSize = Math.max(2, Math.min(preset.optimization.batchSize, images));
  const steps = settings.epochs * Math.floor(images / batchSize);
  const population = settings.population.trim() || "Healthy images chosen by whoever made the model";
  return {
    ...preset,
    id: idOf(name),
    version: "1.0.0",
    name,
    description:
      `Shows where an image differs from the healthy images it was trained on. Trained in a browser with the preset "${preset.name}".`.slice(
        0,
        2000,
      ),
    licence: "That of the images it is trained on",
    network: { ...preset.network, latentSize: settings.latentSize },
    calibration: { ...preset.calibration, population: population.slice(0, 2000) },
    optimization: {
      ...preset.optimization,
      epochs: settings.epochs,
      seed: settings.seed,
      beta: settings.beta,
      batchSize,
      // A short run would end before it has warmed up.
      warmUpSteps: Math.min(preset.optimization.warmUpSteps, Math.floor(steps / 10)),
    },
  };
}

/** "My brain FLAIR" -> "my-brain-flair"; a name without Latin letters or digits gives "own-model". */
function idOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  return (
    words
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 64)
      .replace(/-+$/, "") || "own-model"
  );
}
