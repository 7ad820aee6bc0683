import { io, split, type Tensor, type Tensor2D, type Tensor4D, tidy, zeros } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { z } from "zod";
import { type BundleFiles, formatError, parseJson } from "./bundle.ts";
import { differentiablePass } from "./gradients/differentiable-pass.ts";
import { requireAllowedLayers } from "./layer-classes.ts";
import { clampLatentLogVariance, toPixelDistribution, type Vae } from "./vae.ts";

/** What is needed of model.json as TensorFlow.js writes it. */
const modelFileSchema = z.object({
  modelTopology: z.unknown(),
  signature: z.unknown().optional(),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(z.unknown()) })),
});

/** Either kind of model, reduced to a function. */
interface Network {
  run(input: Tensor): Tensor[];
  /** The same from operations whose gradient in the input runs on every backend. */
  runDifferentiable(input: Tensor): Tensor[];
  dispose(): void;
}

/**
 * Builds the encoder and the decoder of a bundle whose files have been checked.
 *
 * @throws ModelFormatError when a network uses a layer that is not allowed, cannot be built, or its shapes do not
 *   fit bundle.json
 */
export async function loadNetworks(files: BundleFiles): Promise<Vae> {
  const { encoder: encoderEntry, decoder: decoderEntry, input, latent } = files.description;
  const encoder = await loadNetwork(files, encoderEntry);
  let decoder: Network | undefined;
  try {
    decoder = await loadNetwork(files, decoderEntry);
    const vae = toVae(encoder, decoder, { ...input, latentSize: latent.size });
    checkShapes(vae, encoder, decoder);
    return vae;
  } catch (error) {
    encoder.dispose();
    decoder?.dispose();
    throw error;
  }
}

async function loadNetwork(
  files: BundleFiles,
  { path, kind }: { readonly path: string; readonly kind: "layers" | "graph" },
): Promise<Network> {
  const artifacts = readArtifacts(files, path);
  if (kind === "layers") requireAllowedLayers(artifacts.modelTopology, path);
  try {
    return kind === "layers" ? await loadLayers(artifacts) : await loadGraph(artifacts);
  } catch (cause) {
    throw formatError(path, "TensorFlow.js cannot build the network", cause);
  }
}

function readArtifacts(files: BundleFiles, path: string): io.ModelArtifacts {
  const parsed = modelFileSchema.safeParse(parseJson(files.file(path), path));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw formatError(`${path}: ${issue.path.join(".")}`, issue.message, parsed.error);
  }
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const { modelTopology, signature, weightsManifest } = parsed.data;
  return {
    modelTopology: modelTopology as object,
    ...(signature === undefined ? {} : { signature: signature as object }),
    weightSpecs: weightsManifest.flatMap((group) => group.weights) as io.WeightsManifestEntry[],
    weightData: weightsManifest.flatMap((group) =>
      group.paths.map((file) => files.file(folder + file).slice().buffer),
    ),
  };
}

async function loadLayers(artifacts: io.ModelArtifacts): Promise<Network> {
  const model: LayersModel = await loadLayersModel(io.fromMemory(artifacts), { strict: true });
  return {
    run: (input) => [model.predict(input)].flat(),
    runDifferentiable: (input) => differentiablePass(model, input),
    dispose: () => void model.dispose(),
  };
}

async function loadGraph(artifacts: io.ModelArtifacts): Promise<Network> {
  // Only bundles that need it pay for the converter's code.
  const { loadGraphModel } = await import("@tensorflow/tfjs-converter");
  const model = await loadGraphModel(io.fromMemory(artifacts));
  const run = (input: Tensor) => [model.predict(input) as Tensor | Tensor[]].flat();
  return {
    run,
    runDifferentiable: run,
    dispose: () => model.dispose(),
  };
}

function toVae(
  encoder: Network,
  decoder: Network,
  size: { readonly height: number; readonly width: number; readonly latentSize: number },
): Vae {
  const encode = (run: Network["run"], x: Tensor4D) =>
    tidy(() => {
      const outputs = run(x);
      const [mean, logVariance] = outputs.length === 1 ? split(outputs[0]!, 2, 1) : outputs;
      return {
        mean: mean as Tensor2D,
        logVariance: clampLatentLogVariance(logVariance as Tensor2D),
      };
    });
  return {
    ...size,
    encode: (x) => encode(encoder.run, x),
    encodeDifferentiable: (x) => encode(encoder.runDifferentiable, x),
    decode: (z) => tidy(() => ({ ...toPixelDistribution(decoder.run(z)[0] as Tensor4D) })),
    dispose() {
      encoder.dispose();
      decoder.dispose();
    },
  };
}

/** One pass over an empty image, so that a network that does not fit is found before the first real one. */
function checkShapes(vae: Vae, encoder: Network, decoder: Network): void {
  const { height, width, latentSize } = vae;
  tidy(() => {
    const encoded = shapes(() => encoder.run(zeros([1, height, width, 1])), "encoder");
    const expected = [`1,${latentSize}`, `1,${latentSize}`];
    if (encoded.join(" ") !== expected.join(" ") && encoded.join(" ") !== `1,${2 * latentSize}`) {
      throw formatError(
        "encoder",
        `its outputs are of shape [${encoded.join("], [")}], not mean and log-variance of ${latentSize} numbers`,
      );
    }
    const decoded = shapes(() => decoder.run(zeros([1, latentSize])), "decoder");
    if (decoded.length !== 1 || !/^1,(\d+),(\d+),[12]$/.test(decoded[0]!)) {
      throw formatError("decoder", `its output is of shape [${decoded.join("], [")}]`);
    }
    if (!decoded[0]!.startsWith(`1,${height},${width},`)) {
      throw formatError("decoder", `its output is of shape [${decoded[0]}], not ${height} x ${width} pixels`);
    }
  });
}

function shapes(run: () => Tensor[], field: string): string[] {
  try {
    return run().map((tensor) => tensor.shape.join(","));
  } catch (cause) {
    throw formatError(
      field,
      "the network does not run on an input of the size that bundle.json names",
      cause,
    );
  }
}
