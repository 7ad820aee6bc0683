import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseWhere } from "../../../src/dataset/where.ts";
import { TrainingError } from "../../../src/errors/index.ts";
import { parsePreset } from "../../../src/training/preset.ts";

const folder = new URL("../../../assets/presets/", import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
const read = async (name: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(new URL(name, folder), "utf8"));

describe("shipped presets", () => {
  it.each(files)("%s follows the schema and is named after its id", async (name) => {
    const preset = parsePreset(await read(name));
    expect(`${preset.id}.json`).toBe(name);
    const { train, calibrate, evaluate, validate = "" } = preset.data;
    for (const expression of [train, calibrate, evaluate, validate])
      expect(parseWhere(expression)).toBeTypeOf("function");
  });

  it("include brain-flair", () => {
    expect(files).toContain("brain-flair.json");
  });
});

describe("parsePreset", () => {
  it("names the field that is wrong", async () => {
    const json = await read("brain-flair.json");
    const broken = { ...json, optimization: { ...(json.optimization as object), batchSize: 0 } };
    expect(() => parsePreset(broken)).toThrow(TrainingError);
    expect(() => parsePreset(broken)).toThrow(/optimization\.batchSize/);
    expect(() => parsePreset(null)).toThrow(/not valid/);
  });
});
