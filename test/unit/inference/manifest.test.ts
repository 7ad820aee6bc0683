import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ManifestError } from "../../../src/errors/index.ts";
import { loadManifest, modelUrl, parseManifest } from "../../../src/inference/manifest.ts";

const root = new URL("../../../", import.meta.url);
const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));

/** A fresh valid manifest, to break one field of. */
const valid = () => ({
  id: "residua",
  version: "1.2.3",
  entryPoints: { cornerstone: "dist/plugin/index.js" },
  hosts: { cornerstone: ">=4.5 <6", ohif: ">=3.11 <4" },
  permissions: ["read-pixels", "network:none"],
  models: [
    {
      id: "brain-flair",
      path: "assets/models/brain-flair",
      sha256: "0".repeat(64),
      applicability: { modalities: ["MR"], bodyParts: ["brain", "head"] },
    },
  ],
});

const errorOf = (json: unknown): ManifestError => {
  try {
    parseManifest(json);
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error("the manifest was accepted");
};

describe("parseManifest", () => {
  it("accepts the project's own manifest, at the package's version", () => {
    const manifest = parseManifest(readJson("manifest.json"));
    expect(manifest).toMatchObject({ version: (readJson("package.json") as { version: string }).version });
  });

  it("gives back what it was given", () => {
    expect(parseManifest(valid())).toEqual(valid());
  });

  const model = () => valid().models[0];
  it.each([
    ["id", { ...valid(), id: "other" }],
    ["version", { ...valid(), version: "1.2" }],
    ["colour", { ...valid(), colour: "red" }],
    ["entryPoints", { ...valid(), entryPoints: undefined }],
    ["entryPoints.cornerstone", { ...valid(), entryPoints: { cornerstone: "https://example.org/a.js" } }],
    ["entryPoints.vtk", { ...valid(), entryPoints: { cornerstone: "a.js", vtk: "b.js" } }],
    ["hosts.cornerstone", { ...valid(), hosts: { cornerstone: "^5" } }],
    ["permissions[1]", { ...valid(), permissions: ["webgl", "network:all"] }],
    ["models", { ...valid(), models: {} }],
    ["models[0].path", { ...valid(), models: [{ ...model(), path: "../secrets" }] }],
    ["models[0].path", { ...valid(), models: [{ ...model(), path: "/assets" }] }],
    ["models[0].sha256", { ...valid(), models: [{ ...model(), sha256: "abc" }] }],
    ["models[0].hash", { ...valid(), models: [{ ...model(), hash: "abc" }] }],
    [
      "models[0].applicability.modalities",
      { ...valid(), models: [{ ...model(), applicability: { modalities: [], bodyParts: [] } }] },
    ],
    ["models[1].id", { ...valid(), models: [model(), model()] }],
  ])("names %s when it is missing, unknown or wrong", (field, json) => {
    const error = errorOf(json);
    expect(error.details).toEqual({ field });
    expect(error.message).toMatch(`Field "${field}" of the manifest: `);
    expect(error.message.length).toBeGreaterThan(`Field "${field}" of the manifest: .`.length + 10);
    expect(error.cause).toBeDefined();
  });

  it.each([[null], [[]], ["residua"]])("refuses %j as a whole", (json) => {
    expect(errorOf(json).message).toMatch(/^The manifest as a whole: /);
  });
});

describe("loadManifest", () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  /** A real server for one answer; gives the manifest's URL. */
  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/residua/manifest.json`;
  }

  it("fetches, checks and leads to the models' folders", async () => {
    const url = await serve((_request, response) => response.end(JSON.stringify(valid())));
    const manifest = await loadManifest(url);
    expect(manifest).toEqual(valid());
    expect(manifest.models.map((entry) => modelUrl(entry, url))).toEqual([
      new URL("/residua/assets/models/brain-flair", url).href,
    ]);
  });

  it("says that there is none", async () => {
    const url = await serve((_request, response) => response.writeHead(404).end());
    await expect(loadManifest(url)).rejects.toThrow(/the server answered 404/);
    await expect(loadManifest(url)).rejects.toBeInstanceOf(ManifestError);
  });

  it("says that a page is not a manifest", async () => {
    const url = await serve((_request, response) => response.end("<!doctype html>"));
    await expect(loadManifest(url)).rejects.toThrow(/is not JSON/);
  });

  it("refuses a file far beyond a manifest's size", async () => {
    const url = await serve((_request, response) => response.end(" ".repeat(1024 * 1024 + 1)));
    await expect(loadManifest(url)).rejects.toThrow(/too large/);
  });

  it("keeps the cause when the server cannot be reached", async () => {
    const url = await serve((request) => request.socket.destroy());
    const failure = await loadManifest(url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ManifestError);
    expect((failure as ManifestError).cause).toBeInstanceOf(TypeError);
  });

  it("rejects with the signal's reason when aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("no longer needed");
    const url = await serve(() => controller.abort(reason));
    await expect(loadManifest(url, { signal: controller.signal })).rejects.toBe(reason);
  });
});
