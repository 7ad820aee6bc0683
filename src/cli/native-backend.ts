import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBackend, setBackend } from "@tensorflow/tfjs-core";

/** The name under which both native packages register themselves. */
const registeredName = "tensorflow";

export const nativePackages = { gpu: "@tensorflow/tfjs-node-gpu", node: "@tensorflow/tfjs-node" } as const;
export type NativeName = keyof typeof nativePackages;

/**
 * The file of a native package that the user has installed; `undefined` where there is none.
 *
 * @param from a folder: its node_modules and those of the folders above are searched
 */
export function findNativePackage(name: NativeName, from: string): string | undefined {
  try {
    return createRequire(join(from, "package.json")).resolve(nativePackages[name]);
  } catch {
    return undefined;
  }
}

/** Loads a native package and makes it the backend. @throws Error when its binary does not fit this machine */
export async function startNativeBackend(file: string): Promise<void> {
  await import(/* @vite-ignore */ pathToFileURL(file).href);
  if (findBackend(registeredName) === null || !(await setBackend(registeredName))) {
    throw new Error(`${file} registers no backend "${registeredName}".`);
  }
}
