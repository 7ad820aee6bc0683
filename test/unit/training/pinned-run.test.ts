import "@tensorflow/tfjs-backend-wasm";
import { createHash } from "node:crypto";
import { ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { train } from "../../../src/training/index.ts";
import { ellipses, presetOf, weights } from "./tiny-run.ts";

describe("a run of brain-flair's settings", () => {
  beforeAll(async () => {
    await setBackend("wasm");
    await ready();
  });

  // A change of these numbers means that the published model cannot be trained again from its preset and seed.
  it("gives the same numbers, bit for bit, in every version", async () => {
    const losses: number[] = [];
    const { network } = await train(
      { preset: presetOf(2), images: ellipses(24) },
      { onProgress: ({ loss }) => losses.push(loss) },
    );
    const hash = createHash("sha256");
    for (const array of weights(network)) hash.update(array);
    network.dispose();
    expect(losses).toEqual([
      3.162358045578003, 3.1237494945526123, 2.684019088745117, 1.8524659872055054, 1.399699330329895,
      1.2870149612426758,
    ]);
    expect(hash.digest("hex")).toBe("ad89d27bbdd20a284d640ea6d73758402b67ede53328a924676669389259ad77");
  });
});
