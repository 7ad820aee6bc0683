import { z } from "zod";
import { TrainingError } from "../errors/index.ts";
import type { RandomState } from "../vae/random.ts";

const validationSchema = z.object({
  /** reconstruction + beta KL / pixels: what an early stop looks at. With `gaussian` and beta 1, -ELBO a pixel. */
  loss: z.number(),
  /** Mean over the pixels. */
  reconstruction: z.number(),
  /** nats an image */
  kl: z.number(),
});
export type ValidationFigures = z.infer<typeof validationSchema>;

const historySchema = z.object({
  epoch: z.int().positive(),
  /** Means over the epoch's images. */
  loss: z.number(),
  reconstruction: z.number(),
  /** nats an image */
  kl: z.number(),
  /** Evidence lower bound, nats an image, from one sample of the posterior; see `meanNegativeLogLikelihood`. */
  elbo: z.number().optional(),
  gradientNorm: z.number(),
  learningRate: z.number(),
  /** Latent dimensions of more than 0.01 nats. */
  activeLatents: z.int().nonnegative().optional(),
  /** On hold-out images, where there are some. */
  validation: validationSchema.optional(),
});
/** What one epoch came to. */
export type EpochRecord = z.infer<typeof historySchema>;

/** How fast an epoch was: the machine's part, and so in no checkpoint. */
export interface EpochPace {
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

const word = z.int().nonnegative();
const headerSchema = z.object({
  format: z.literal("residua-checkpoint"),
  formatVersion: z.literal(1),
  /** Settings and data of the run; a checkpoint of other ones is refused. */
  fingerprint: z.string(),
  epochs: z.int().nonnegative(),
  steps: z.int().nonnegative(),
  random: z.tuple([word, word, word, word]),
  history: z.array(historySchema),
  lengths: z.array(z.int().nonnegative()),
});

/** All that a run needs to go on as if it had never stopped. */
export interface Checkpoint {
  readonly fingerprint: string;
  /** Epochs and optimiser steps done. */
  readonly epochs: number;
  readonly steps: number;
  readonly random: RandomState;
  readonly history: readonly EpochRecord[];
  /** Weights of encoder and decoder (moving averages included), then the optimiser's moments, then averages and the best of the weights. */
  readonly arrays: readonly Float32Array[];
}

/**
 * Where checkpoints are kept. `write` replaces the one before and also gets all epochs' figures and the pace of the last;
 * `read` gives the last checkpoint, if any.
 */
export interface CheckpointStore {
  write(bytes: Uint8Array<ArrayBuffer>, history: readonly EpochRecord[], pace: EpochPace): Promise<void>;
  read(): Promise<Uint8Array | undefined>;
}

/** Length of the header (uint32, little-endian), the header as JSON padded to 4 bytes, then the arrays. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { arrays, ...rest } = checkpoint;
  const json = JSON.stringify({
    format: "residua-checkpoint",
    formatVersion: 1,
    ...rest,
    lengths: arrays.map((array) => array.length),
  });
  const raw = new TextEncoder().encode(json);
  const headerLength = Math.ceil(raw.length / 4) * 4;
  const total = arrays.reduce((sum, array) => sum + array.byteLength, 4 + headerLength);
  const bytes = new Uint8Array(total).fill(0x20, 4, 4 + headerLength);
  new DataView(bytes.buffer).setUint32(0, headerLength, true);
  bytes.set(raw, 4);
  let offset = 4 + headerLength;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  return bytes;
}

/** @throws TrainingError when the bytes are not a whole checkpoint */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  try {
    const copy = bytes.slice();
    const headerLength = new DataView(copy.buffer).getUint32(0, true);
    const text = new TextDecoder().decode(copy.subarray(4, 4 + headerLength));
    const { lengths, format, formatVersion, ...rest } = headerSchema.parse(JSON.parse(text));
    let offset = 4 + headerLength;
    const arrays = lengths.map((length) => {
      const array = new Float32Array(copy.buffer, offset, length);
      offset += array.byteLength;
      return array;
    });
    if (offset !== copy.length) throw new RangeError(`${copy.length} bytes instead of ${offset}`);
    return { ...rest, arrays };
  } catch (cause) {
    throw new TrainingError(
      "The checkpoint is damaged or of another version. Delete it and start the training again.",
      { cause },
    );
  }
}
