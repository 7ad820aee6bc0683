import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBackend, getBackend, removeBackend } from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTensorflow } from "../../../src/cli/tensorflow.ts";
import { UsageError } from "../../../src/cli/usage-error.ts";
import { BackendUnavailableError } from "../../../src/errors/index.ts";

const onWebAssembly = "TensorFlow.js runs on WebAssembly.";

let from: string;
let said: string[];
const start = (backend: string) =>
  startTensorflow({ backend, from, notify: (sentence) => said.push(sentence) });

/** A package of this name that a user might have installed. */
async function install(name: string, script: string): Promise<void> {
  const folder = join(from, "node_modules", name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, version: "0.0.0", main: "index.js" }));
  await writeFile(join(folder, "index.js"), script);
}

/** As the native packages do, with a backend that runs everywhere under their name. */
const core = JSON.stringify(createRequire(import.meta.url).resolve("@tensorflow/tfjs-core"));
const cpu = JSON.stringify(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-cpu"));
const registering = `
  const { registerBackend } = require(${core});
  const { MathBackendCPU } = require(${cpu});
  registerBackend("tensorflow", () => new MathBackendCPU());
`;
const unbuilt = `throw new Error("The Node.js native addon module can not be found.\\nSee the log.");`;

beforeEach(async () => {
  from = await mkdtemp(join(tmpdir(), "residua-native-"));
  said = [];
});
afterEach(async () => {
  if (findBackend("tensorflow") !== null) removeBackend("tensorflow");
  await rm(from, { recursive: true });
});

describe("startTensorflow", () => {
  it("uses WebAssembly where no native package is installed", async () => {
    await start("auto");
    expect(getBackend()).toBe("wasm");
    expect(said).toEqual([onWebAssembly]);
  });

  it("uses the package that the user has installed", async () => {
    await install("@tensorflow/tfjs-node", registering);
    await start("auto");
    expect(getBackend()).toBe("tensorflow");
    expect(said).toEqual(["TensorFlow.js runs on @tensorflow/tfjs-node."]);
  });

  it("prefers the one for a GPU", async () => {
    await install("@tensorflow/tfjs-node", unbuilt);
    await install("@tensorflow/tfjs-node-gpu", registering);
    await start("auto");
    expect(said).toEqual(["TensorFlow.js runs on @tensorflow/tfjs-node-gpu."]);
  });

  it("says why a package does not start, and uses WebAssembly", async () => {
    await install("@tensorflow/tfjs-node", unbuilt);
    await start("auto");
    expect(getBackend()).toBe("wasm");
    expect(said).toEqual([
      "@tensorflow/tfjs-node is installed but does not start (The Node.js native addon module can not be found.). Install it again, or remove it.",
      onWebAssembly,
    ]);
  });

  it("does not take a package for a backend that registers none", async () => {
    await install("@tensorflow/tfjs-node", "");
    await start("auto");
    expect(said).toEqual([expect.stringContaining('registers no backend "tensorflow"'), onWebAssembly]);
  });

  it("leaves native packages alone when WebAssembly is asked for", async () => {
    await install("@tensorflow/tfjs-node", registering);
    await start("wasm");
    expect(getBackend()).toBe("wasm");
    expect(said).toEqual([onWebAssembly]);
  });

  it("fails when the package that is asked for is not there or broken", async () => {
    await expect(start("gpu")).rejects.toThrow(BackendUnavailableError);
    await expect(start("gpu")).rejects.toThrow("npm install --no-save @tensorflow/tfjs-node-gpu");
    await install("@tensorflow/tfjs-node-gpu", unbuilt);
    await expect(start("gpu")).rejects.toThrow("does not start (The Node.js native addon");
  });

  it("names the backends when it does not know one", async () => {
    await expect(start("webgl")).rejects.toThrow(UsageError);
    await expect(start("webgl")).rejects.toThrow("RESIDUA_BACKEND takes auto, wasm, node, gpu");
  });
});
