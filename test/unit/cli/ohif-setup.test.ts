import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";

interface OhifConfig {
  readonly extensions: readonly unknown[];
  readonly modes: readonly unknown[];
  readonly dataSources: readonly { readonly configuration: Readonly<Record<string, unknown>> }[];
}

let folder: string;
let plugin: string;
let err: MockInstance<typeof console.error>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "residua-ohif-setup-"));
  await mkdir(join(folder, "plugin"));
  await writeFile(
    join(folder, "plugin/residua.mjs"),
    'export default "extension"; export const mode = "mode";',
  );
  plugin = pathToFileURL(join(folder, "plugin")).href;
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.spyOn(console, "log").mockReturnValue(undefined);
  vi.spyOn(console, "warn").mockReturnValue(undefined);
  err = vi.spyOn(console, "error").mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function site(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

/** What the viewer gets: the file's `window.config`, called. */
async function loadConfig(path: string): Promise<OhifConfig> {
  const window: { config?: () => Promise<OhifConfig> } = {};
  vi.stubGlobal("window", window);
  // A copy of its own name, as a module is run once.
  const module = join(path, `config-${Math.random()}.mjs`);
  await writeFile(module, await readFile(join(path, "app-config.js")));
  await import(pathToFileURL(module).href);
  return window.config!();
}

const setUp = (...args: string[]) => runResidua(["ohif", "setup", ...args]);

describe("residua ohif setup", () => {
  it("writes a configuration that loads extension and mode, for the server named", async () => {
    const path = await site("whole");
    expect(await setUp(path, "--plugin", plugin, "--dicomweb", "/pacs/rs", "--backend", "wasm")).toBe(0);
    const { extensions, modes, dataSources } = await loadConfig(path);
    expect(extensions).toEqual([["extension", { backend: "wasm" }]]);
    expect(modes).toEqual(["mode"]);
    expect(dataSources[0]?.configuration).toMatchObject({
      qidoRoot: "/pacs/rs",
      wadoRoot: "/pacs/rs",
      wadoUriRoot: "/wado",
    });
  });

  it("leaves a viewer that works where the plugin is not there", async () => {
    const path = await site("absent");
    expect(await setUp(path, "--plugin", pathToFileURL(join(folder, "absent-plugin")).href)).toBe(0);
    const { extensions, modes, dataSources } = await loadConfig(path);
    expect([extensions, modes, dataSources.length]).toEqual([[], [], 1]);
  });

  it("keeps a configuration that was there, once", async () => {
    const path = await site("own");
    await writeFile(join(path, "app-config.js"), "window.config = {};");
    await setUp(path, "--plugin", plugin);
    await setUp(path, "--plugin", plugin);
    expect(await readFile(join(path, "app-config.before-residua.js"), "utf8")).toBe("window.config = {};");
  });

  it.each([
    ["a version that is too old", ["--ohif", "3.10.2"], 2, /from 3\.11 on/],
    ["a version that is none", ["--ohif", "newest"], 2, /from 3\.11 on/],
    ["a backend that is none", ["--backend", "cpu"], 2, /webgl, wasm/],
  ])("refuses %s", async (_, args, code, message) => {
    expect(await setUp(folder, "--plugin", plugin, ...args)).toBe(code);
    expect(err.mock.calls.join()).toMatch(message);
  });

  it("says so where the folder is not there", async () => {
    expect(await setUp(join(folder, "no-such-site"), "--plugin", plugin)).toBe(1);
    expect(err.mock.calls.join()).toMatch(/is no folder/);
  });
});
