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
      3.1930336952209473, 3.1158647537231445, 2.478792905807495, 1.8419723510742188, 1.4993754625320435,
      1.1625696420669556,
    ]);
    expect(hash.digest("hex")).toBe("10583ec3f642f8ff75db98ea66cc49f2d30d276d60ae653b51f344492407df21");
  });
});
