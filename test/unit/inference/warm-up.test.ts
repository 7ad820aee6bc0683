import "@tensorflow/tfjs-backend-wasm";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { memory, ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { folderBundleSource } from "../../../src/dataset/folder-bundle-source.ts";
import { warmUp } from "../../../src/inference/warm-up.ts";
import { loadModel } from "../../../src/scoring/model.ts";

const models = fileURLToPath(new URL("../../../assets/models/", import.meta.url));

beforeAll(async () => {
  await setBackend("wasm");
  await ready();
});

it.each(readdirSync(models))("runs %s as it is shipped, and leaves no tensor behind", async (id) => {
  const before = memory().numTensors;
  const model = await loadModel(folderBundleSource(`${models}${id}`));
  expect(await warmUp(model)).toBeGreaterThan(0);
  model.dispose();
  expect(memory().numTensors).toBe(before);
});
