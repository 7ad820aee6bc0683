import { formatError } from "./bundle.ts";

/**
 * Layers that a bundle's networks may use: arithmetic on tensors, nothing that runs code of its own (Lambda) or that
 * the host page registered under a name.
 */
const allowed: ReadonlySet<string> = new Set([
  "InputLayer",
  "Conv2D",
  "Conv2DTranspose",
  "DepthwiseConv2D",
  "SeparableConv2D",
  "Dense",
  "BatchNormalization",
  "LayerNormalization",
  "Activation",
  "ReLU",
  "LeakyReLU",
  "PReLU",
  "ELU",
  "ThresholdedReLU",
  "Softmax",
  "Flatten",
  "Reshape",
  "Permute",
  "UpSampling2D",
  "ZeroPadding2D",
  "Cropping2D",
  "MaxPooling2D",
  "AveragePooling2D",
  "GlobalAveragePooling2D",
  "GlobalMaxPooling2D",
  "Add",
  "Average",
  "Concatenate",
  "Multiply",
  "Dropout",
  "SpatialDropout2D",
  "GaussianNoise",
  "GaussianDropout",
]);
const containers: ReadonlySet<string> = new Set(["Model", "Functional", "Sequential"]);
const maximumNesting = 8;

/**
 * Walks the topology of a layers model (Keras's JSON) before it is built.
 *
 * @throws ModelFormatError naming the layer that is not allowed
 */
export function requireAllowedLayers(topology: unknown, path: string): void {
  const model = property(topology, "model_config") ?? topology;
  walk(model, path, 0);
}

function walk(layer: unknown, path: string, nesting: number): void {
  const name = property(layer, "class_name");
  if (typeof name !== "string") throw formatError(path, "a layer without class_name");
  if (allowed.has(name)) return;
  if (!containers.has(name) || nesting >= maximumNesting) {
    throw formatError(path, `the layer class "${name.slice(0, 60)}" is not allowed`);
  }
  const config = property(layer, "config");
  const layers = Array.isArray(config) ? config : property(config, "layers");
  if (!Array.isArray(layers)) throw formatError(path, `a ${name} without layers`);
  for (const inner of layers) walk(inner, path, nesting + 1);
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
