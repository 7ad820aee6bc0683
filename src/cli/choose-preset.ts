import type { Preset } from "../training/preset.ts";
import { loadPreset } from "./presets.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";

/** The preset with what the command line says otherwise. @throws TrainingError */
export async function choosePreset({
  preset: name,
  epochs,
  seed,
  optimizer,
  patience,
  where,
}: RunTrainingOptions): Promise<Preset> {
  const preset = await loadPreset(name ?? "brain-flair");
  return {
    ...preset,
    data: {
      ...preset.data,
      ...(where ? { train: [preset.data.train, where].filter(Boolean).join(",") } : {}),
    },
    optimization: {
      ...preset.optimization,
      ...(epochs === undefined ? {} : { epochs }),
      ...(seed === undefined ? {} : { seed }),
      ...(optimizer === undefined ? {} : { optimizer }),
      ...(patience === undefined ? {} : { patience }),
    },
  };
}

/** As many epochs as make at least this many steps; the preset's where `steps` is `undefined`. */
export function withSteps(preset: Preset, steps: number | undefined, images: number): Preset {
  if (steps === undefined) return preset;
  const { optimization } = preset;
  const perEpoch = Math.max(1, Math.floor(images / optimization.batchSize));
  return { ...preset, optimization: { ...optimization, epochs: Math.ceil(steps / perEpoch) } };
}
