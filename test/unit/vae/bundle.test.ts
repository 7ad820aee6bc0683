import "@tensorflow/tfjs-backend-cpu";
import {
  abs,
  max,
  memory,
  randomNormal,
  setBackend,
  slice,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ModelFormatError, ModelIntegrityError } from "../../../src/errors/index.ts";
import type { BundleSource } from "../../../src/vae/bundle-source.ts";
import { loadBundle } from "../../../src/vae/load-bundle.ts";
import { createNetwork, type Network } from "../../../src/vae/network.ts";
import { type BundleParts, saveBundle } from "../../../src/vae/save-bundle.ts";
import { sha256 } from "../../../src/vae/sha256.ts";

type Files = Map<string, Uint8Array<ArrayBuffer>>;

const description: BundleParts["description"] = {
  id: "test-model",
  version: "1.2.3",
  name: "Test",
  description: "A network that has learned nothing.",
  licence: "MIT",
  input: { height: 32, width: 16 },
  preprocessing: [{ step: "percentileScale", lower: 1, upper: 99 }],
  latent: { size: 5 },
  scoring: {},
  applicability: {
    modalities: ["MR"],
    bodyParts: [],
    plane: "any",
    contrasts: [],
    foreground: { refuseBelow: 0, refuseAbove: 1, cautionBelow: 0 },
    aspect: { minimum: 0.1, maximum: 10 },
  },
};

let network: Network;
let files: Files;

beforeAll(async () => {
  await setBackend("cpu");
  network = createNetwork({ height: 32, width: 16, latentSize: 5, channels: [3, 4], seed: 7 });
  files = await saveBundle({ description, ...network, calibration: { a: [1, 2] }, card: "# Card\n" });
});
afterAll(() => network.dispose());

function largest(tensor: Tensor): number {
  return max(abs(tensor)).dataSync()[0]!;
}

function source(from: Files): BundleSource {
  return {
    url: "memory:",
    async read(path) {
      const bytes = from.get(path);
      if (!bytes) throw new ModelFormatError(`no ${path}`);
      return bytes.slice();
    },
  };
}

function text(bytes: Uint8Array): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** The bundle with a file replaced, and its hash in bundle.json put right, as an attacker without the pin would. */
async function forged(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Files> {
  const changed = new Map(files).set(path, bytes);
  const json = text(files.get("bundle.json")!);
  const listed = json.files as Record<string, unknown>;
  listed[path] = { sha256: await sha256(bytes), bytes: bytes.length };
  return changed.set("bundle.json", encode(json));
}

function encode(json: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(json));
}

describe("a bundle", () => {
  it("gives back the network that was saved, to the precision of 16 bits", async () => {
    const bundle = await loadBundle(source(files));
    const differences = tidy(() => {
      const x = randomNormal([2, 32, 16, 1], 0, 1, "float32", 3) as Tensor4D;
      const [mean] = network.encoder.predict(x) as [Tensor2D, Tensor2D];
      const loaded = bundle.vae.encode(x).mean;
      const image = bundle.vae.decode(mean);
      const raw = network.decoder.predict(mean) as Tensor4D;
      return [
        largest(sub(mean, loaded)) / largest(mean),
        largest(sub(slice(raw, [0, 0, 0, 0], [-1, -1, -1, 1]), image.mean)),
      ];
    });
    expect(Math.max(...differences)).toBeLessThan(2e-3);
    expect(Math.max(...differences)).toBeGreaterThan(0);
    expect(bundle.vae).toMatchObject({ height: 32, width: 16, latentSize: 5 });
    expect(bundle.calibration).toEqual({ a: [1, 2] });
    expect(bundle.sha256).toBe(await sha256(files.get("bundle.json")!));
    bundle.dispose();
  });

  it("leaves no tensor behind", async () => {
    const before = memory().numTensors;
    (await loadBundle(source(files))).dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("is refused as a whole when one byte of any file changed", async () => {
    const before = memory().numTensors;
    for (const path of files.keys()) {
      if (path === "bundle.json") continue;
      const bytes = files.get(path)!.slice();
      bytes[bytes.length >> 1]! ^= 1;
      const refusal = await loadBundle(source(new Map(files).set(path, bytes))).catch((error) => error);
      expect(refusal, path).toBeInstanceOf(ModelIntegrityError);
      expect(refusal.details).toEqual({ path });
    }
    expect(memory().numTensors).toBe(before);
  });

  it("is refused when a file is cut off or lengthened", async () => {
    const bytes = files.get("encoder/weights.bin")!;
    for (const changed of [bytes.slice(0, -1), new Uint8Array([...bytes, 0])]) {
      const tampered = source(new Map(files).set("encoder/weights.bin", changed));
      await expect(loadBundle(tampered)).rejects.toThrow(ModelIntegrityError);
    }
  });

  it("is refused when bundle.json is not the pinned one", async () => {
    const pin = await sha256(files.get("bundle.json")!);
    (await loadBundle(source(files), { sha256: pin })).dispose();
    const other = source(await forged("CARD.md", encode("another card")));
    await expect(loadBundle(other, { sha256: pin })).rejects.toThrow(ModelIntegrityError);
  });

  it("names the field that does not follow the schema", async () => {
    const cases: [field: string, change: (json: Record<string, unknown>) => void][] = [
      ["latent.size", (json) => Object.assign(json, { latent: { size: -1 } })],
      ["version", (json) => Object.assign(json, { version: "new" })],
      ["formatVersion", (json) => Object.assign(json, { formatVersion: 2 })],
      ["preprocessing.0.step", (json) => Object.assign(json, { preprocessing: [{ step: "sharpen" }] })],
      ["encoder.path", (json) => Object.assign(json, { encoder: { path: "../x", kind: "layers" } })],
      ["applicability.plane", (json) => Object.assign(json.applicability as object, { plane: "any plane" })],
    ];
    for (const [field, change] of cases) {
      const json = text(files.get("bundle.json")!);
      change(json);
      const refusal = await loadBundle(source(new Map(files).set("bundle.json", encode(json)))).catch(
        (e) => e,
      );
      expect(refusal, field).toBeInstanceOf(ModelFormatError);
      expect(refusal.message).toContain(field);
      expect(refusal.details).toEqual({ field });
    }
  });

  it("is refused when bundle.json is not JSON", async () => {
    const broken = new Map(files).set("bundle.json", new TextEncoder().encode("<!doctype html>"));
    await expect(loadBundle(source(broken))).rejects.toThrow(ModelFormatError);
  });

  it("reads no file that it does not list", async () => {
    const model = text(files.get("encoder/model.json")!);
    model.weightsManifest = [{ ...(model.weightsManifest as object[])[0], paths: ["other.bin"] }];
    const sneaky = (await forged("encoder/model.json", encode(model))).set(
      "encoder/other.bin",
      files.get("encoder/weights.bin")!,
    );
    await expect(loadBundle(source(sneaky))).rejects.toThrow('"encoder/other.bin" is used but not listed');
  });

  it("refuses layers that could run code of their own", async () => {
    for (const name of ["Lambda", "TheirLayer"]) {
      const model = new TextDecoder().decode(files.get("decoder/model.json")!).replace("LeakyReLU", name);
      const bundle = source(await forged("decoder/model.json", new TextEncoder().encode(model)));
      await expect(loadBundle(bundle)).rejects.toThrow(`the layer class "${name}" is not allowed`);
    }
  });

  it("refuses a network that does not fit its description, and frees it", async () => {
    const before = memory().numTensors;
    const json = text(files.get("bundle.json")!);
    for (const [change, field] of [
      [{ latent: { size: 6 } }, "encoder"],
      [{ input: { height: 32, width: 32 } }, "encoder"],
      [{ decoder: json.encoder }, "decoder"],
    ] as const) {
      const changed = new Map(files).set("bundle.json", encode({ ...json, ...change }));
      const refusal = await loadBundle(source(changed)).catch((error) => error);
      expect(refusal).toBeInstanceOf(ModelFormatError);
      expect(refusal.details).toEqual({ field });
    }
    expect(memory().numTensors).toBe(before);
  });

  it("takes an encoder with one output of mean and log-variance side by side", async () => {
    const encoder = sequential({
      layers: [layers.flatten({ inputShape: [32, 16, 1] }), layers.dense({ units: 10 })],
    });
    const decoder = sequential({
      layers: [layers.dense({ units: 512, inputShape: [5] }), layers.reshape({ targetShape: [32, 16, 1] })],
    });
    const saved = await saveBundle({ description, encoder, decoder, calibration: {}, card: "#" });
    const bundle = await loadBundle(source(saved));
    tidy(() => {
      const x = randomNormal([3, 32, 16, 1]) as Tensor4D;
      const { mean, logVariance } = bundle.vae.encode(x);
      expect(mean.shape).toEqual([3, 5]);
      expect(logVariance.shape).toEqual([3, 5]);
      const image = bundle.vae.decode(mean);
      expect(image.mean.shape).toEqual([3, 32, 16, 1]);
      expect(largest(image.logVariance)).toBe(0);
    });
    bundle.dispose();
    encoder.dispose();
    decoder.dispose();
  });

  it("stops when aborted", async () => {
    const reason = new Error("scrolled on");
    const refusal = loadBundle(source(files), { signal: AbortSignal.abort(reason) });
    await expect(refusal).rejects.toBe(reason);
  });
});
