import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A path inside the project, absolute. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

/** A folder of the evaluation data (RESIDUA_DATA), which are not a part of the project; undefined when it is not there. */
export function evaluationData(folder: string): string | undefined {
  const path = join(resolve(process.env.RESIDUA_DATA ?? projectFile("../shared/data")), folder);
  return existsSync(path) ? path : undefined;
}
