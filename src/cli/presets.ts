import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { TrainingError } from "../errors/index.ts";
import { type Preset, parsePreset } from "../training/preset.ts";
import { packageRoot } from "./package-root.ts";

const folder = join(packageRoot, "assets/presets");

/** @param name of a preset of the package, or the path of a JSON file. @throws TrainingError */
export async function loadPreset(name: string): Promise<Preset> {
  const own = name.endsWith(".json");
  const path = own ? name : join(folder, `${name}.json`);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const known = (await readdir(folder)).map((file) => file.replace(/\.json$/, ""));
    throw new TrainingError(
      own
        ? `The preset ${path} cannot be read; check the path.`
        : `There is no preset "${name}"; there are ${known.join(", ")}, or give the path of a .json file.`,
      { cause },
    );
  }
  return parsePresetText(text, path);
}

/** @param path for the error's sentence. @throws TrainingError */
export function parsePresetText(text: string, path: string): Preset {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TrainingError(`The preset ${path} is not JSON.`, { cause });
  }
  return parsePreset(json);
}
