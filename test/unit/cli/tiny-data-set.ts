import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { dicomFile, native } from "../dataset/dicom-file.ts";

const side = 40;

/** A folder with index.csv, images of a bright disc, with a spot where abnormal, and a preset that trains in seconds. */
export async function makeTinyDataSet(): Promise<{ folder: string; preset: string }> {
  const folder = await mkdtemp(join(tmpdir(), "residua-"));
  const data = join(folder, "discs");
  await mkdir(join(data, "dicom"), { recursive: true });
  await mkdir(join(data, "masks"));
  const lines = ["file,patient,split,label,mask,position"];
  for (let i = 0; i < 54; i++) {
    const split = i < 16 ? "train" : "val";
    const abnormal = i >= 46;
    const mask = abnormal ? `discs/masks/${i}.png` : "";
    await writeFile(join(data, `dicom/${i}.dcm`), image(i, abnormal));
    if (abnormal) await writeFile(join(folder, mask), spot());
    const label = abnormal ? "tumor" : "normal";
    lines.push(`discs/dicom/${i}.dcm,p${i % 9}-${split},${split},${label},${mask},0.5`);
  }
  await writeFile(join(data, "index.csv"), `${lines.join("\n")}\n`);
  const presetPath = join(folder, "discs.json");
  await writeFile(presetPath, JSON.stringify(preset));
  return { folder, preset: presetPath };
}

function isSpot(row: number, column: number): boolean {
  return Math.hypot(row - 14, column - 24) < 4;
}

function image(seed: number, abnormal: boolean): Uint8Array {
  const pixels = Uint16Array.from({ length: side * side }, (_, index) => {
    const row = Math.floor(index / side);
    const column = index % side;
    const noise = ((index * 7919 + seed * 104_729) % 97) / 2;
    const inside = Math.hypot(row - 20, column - 20) < 15 + (seed % 3);
    return noise + (inside ? 400 : 0) + (abnormal && isSpot(row, column) ? 500 : 0);
  });
  return dicomFile({
    x00080018: ["UI", `1.2.3.${seed}`],
    x00080060: ["CS", "MR"],
    x00280010: ["US", side],
    x00280011: ["US", side],
    x00280030: ["DS", "2\\2"],
    ...native(pixels),
  });
}

function spot(): Uint8Array {
  const data = Uint8Array.from({ length: side * side }, (_, i) =>
    isSpot(Math.floor(i / side), i % side) ? 255 : 0,
  );
  return encode({ width: side, height: side, data, channels: 1 });
}

const preset = {
  id: "discs",
  version: "1.0.0",
  name: "Discs",
  description: "Shows where a disc is not like the others.",
  licence: "MIT",
  input: { height: 32, width: 32 },
  network: { latentSize: 3, channels: [4, 6, 8] },
  preprocessing: [
    { step: "foreground", size: 32, percentile: 98, fraction: 0.3, opening: 1, closing: 2 },
    { step: "crop", lower: 0.5, upper: 99.5, rows: 28, columns: 28 },
    { step: "medianScale", depth: 3, value: 0.4 },
  ],
  scoring: {
    anomaly: { kind: "smoothedPositiveResidual", sigmas: [1], flip: true, minimumDepth: 1 },
    image: { kind: "topMean", fraction: 0.05, minimumDepth: 2 },
  },
  applicability: {
    modalities: ["MR"],
    bodyParts: [],
    plane: "any",
    contrasts: [],
    foreground: { refuseBelow: 0, refuseAbove: 1, cautionBelow: 0 },
    aspect: { minimum: 0.5, maximum: 2 },
  },
  data: {
    train: "split=train,label=normal",
    calibrate: "split=val,label=normal",
    evaluate: "split=val",
  },
  calibration: { population: "Discs without a spot", falsePositivePixels: 0.01, falsePositiveRate: 0.1 },
  optimization: {
    epochs: 3,
    batchSize: 8,
    learningRate: 0.003,
    warmUpSteps: 1,
    finalShare: 0.1,
    gradientNorm: 5,
    beta: 1,
    klWarmUp: 0.2,
    seed: 1,
  },
  augmentation: {
    rotation: 0.1,
    scale: 0.05,
    verticalScale: 0.02,
    shift: 0.02,
    flip: true,
    gamma: 0.1,
    pivot: 0.4,
    gain: 0.05,
  },
  denoising: { deviation: 0.2, probability: 0.5, gridSides: [4] },
};
