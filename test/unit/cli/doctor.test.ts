import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../../manifest.json" with { type: "json" };
import packageJson from "../../../package.json" with { type: "json" };
import { toolFacts } from "../../../src/cli/doctor/tools.ts";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { printed, quietConsole } from "./quiet-console.ts";

const quiet = quietConsole();

describe("residua doctor", { timeout: 180_000 }, () => {
  it("tells versions, backend, timing, and that the installed models match their hashes", async () => {
    expect(await runResidua(["doctor", "--json"])).toBe(0);
    const text = printed(quiet.out).join("\n");
    const told = JSON.parse(text);
    expect(told.intendedUse).toBe("Not for diagnostic use");
    expect(told.versions).toMatchObject({
      residua: packageJson.version,
      runtime: `Node ${process.versions.node}`,
    });
    expect(told.timings["timing: WebAssembly"]).toMatch(/^[\d.]+ ms$/);
    expect(told.webassembly).toMatchObject({ wasm: true, simd: true });
    for (const { id, sha256 } of manifest.models) {
      expect(told.models[`model: ${id}`]).toContain(`match their hashes, SHA-256 ${sha256}`);
    }
    // Whoever pastes this does not tell who they are.
    const { username } = userInfo();
    for (const name of [hostname(), homedir(), username].filter((name) => name.length > 4)) {
      expect(text).not.toContain(name);
    }
  });

  it("refuses files: it says nothing about images", async () => {
    expect(await runResidua(["doctor", "image.dcm"])).toBe(2);
  });
});

describe("toolFacts", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "residua-doctor-"));
    await writeFile(join(folder, process.platform === "win32" ? "postgres.exe" : "postgres"), "");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("says what was found on the path, and what the rest would be needed for", () => {
    const facts = toolFacts(folder);
    expect(facts.map(({ of }) => of)).toEqual(["Chromium", "Orthanc", "PostgreSQL"]);
    expect(facts[2]!.value).toBe("found");
    for (const { value } of facts) expect(value).toMatch(/^found$|^not found; needed for /);
  });
});
