import { io } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { cardPath, descriptionPath, parseDescription } from "./bundle.ts";
import type { BundleDescription } from "./bundle-schema.ts";
import { toFloat16 } from "./float16.ts";
import { sha256 } from "./sha256.ts";

export interface BundleParts {
  /** bundle.json but for what is known only once the files are written. */
  readonly description: Omit<
    BundleDescription,
    "format" | "formatVersion" | "files" | "encoder" | "decoder" | "calibration" | "reference"
  >;
  /** [batch, height, width, 1] -> mean and log-variance, [batch, latent] each. */
  readonly encoder: LayersModel;
  /** [batch, latent] -> [batch, height, width, 2]. */
  readonly decoder: LayersModel;
  readonly calibration: unknown;
  /** What healthy training images are like; none is stored when left out. */
  readonly reference?: unknown;
  /** The model card, Markdown. */
  readonly card: string;
}

/**
 * Encodes a bundle: path inside the bundle -> bytes. Kernels are stored as float16, vectors (biases, batch
 * normalisation) as float32, since small variances lose their precision in 16 bits. Writing is the caller's.
 *
 * @throws ModelFormatError when the description does not follow the schema
 * @throws RangeError when a weight is not finite or does not fit into 16 bits
 */
export async function saveBundle(parts: BundleParts): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    ...(await encodeModel("encoder", parts.encoder)),
    ...(await encodeModel("decoder", parts.decoder)),
    ["calibration.json", toJson(parts.calibration)],
    ...(parts.reference === undefined ? [] : [["reference.json", toJson(parts.reference)] as const]),
    [cardPath, new TextEncoder().encode(parts.card)],
  ]);
  const listed: Record<string, { sha256: string; bytes: number }> = {};
  for (const [path, bytes] of files) listed[path] = { sha256: await sha256(bytes), bytes: bytes.length };
  const description: BundleDescription = {
    format: "residua-bundle",
    formatVersion: 1,
    ...parts.description,
    encoder: { path: "encoder/model.json", kind: "layers" },
    decoder: { path: "decoder/model.json", kind: "layers" },
    calibration: "calibration.json",
    ...(parts.reference === undefined ? {} : { reference: "reference.json" }),
    files: listed,
  };
  const bytes = toJson(description);
  parseDescription(bytes);
  return files.set(descriptionPath, bytes);
}

/** How TensorFlow.js marks weights that it shall decode. */
const quantization = { dtype: "float16" } as const;

async function encodeModel(
  folder: string,
  model: LayersModel,
): Promise<[path: string, bytes: Uint8Array<ArrayBuffer>][]> {
  const { modelTopology, weightSpecs = [], weightData } = await artifactsOf(model);
  const data = new Uint8Array(io.CompositeArrayBuffer.join(weightData));
  const parts: Uint8Array[] = [];
  const weights: io.WeightsManifestEntry[] = [];
  let at = 0;
  for (const spec of weightSpecs) {
    const count = spec.shape.reduce((product, side) => product * side, 1);
    const values = new Float32Array(data.slice(at, at + 4 * count).buffer);
    at += 4 * count;
    const half = spec.shape.length > 1;
    parts.push(half ? new Uint8Array(toFloat16(values).buffer) : new Uint8Array(values.buffer));
    const { name, shape } = spec;
    weights.push(half ? { name, shape, dtype: "float32", quantization } : { name, shape, dtype: "float32" });
  }
  const file = {
    format: "layers-model",
    generatedBy: "Residua",
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ["weights.bin"], weights }],
  };
  return [
    [`${folder}/model.json`, toJson(file)],
    [
      `${folder}/weights.bin`,
      new Uint8Array(io.CompositeArrayBuffer.join(parts.map((part) => part.slice().buffer))),
    ],
  ];
}

async function artifactsOf(model: LayersModel): Promise<io.ModelArtifacts> {
  let saved: io.ModelArtifacts | undefined;
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return saved!;
}

function toJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
