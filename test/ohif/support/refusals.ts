import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Orthanc } from "../../../scripts/ohif/orthanc.mjs";

/** What the tests' Orthanc needs for `forbidStoring`. */
export const scriptable = { ExecuteLuaEnabled: true } as const;

/** Takes the right to write into its storage from Orthanc, as where a disk is full; `undo` gives it back. */
export async function lockStorage({ storage }: Orthanc): Promise<{ undo(): Promise<void> }> {
  const inside = await readdir(storage, { recursive: true, withFileTypes: true });
  const folders = inside
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  const set = (mode: number) => Promise.all([storage, ...folders].map((folder) => chmod(folder, mode)));
  await set(0o555);
  return {
    undo: async () => {
      await set(0o755);
    },
  };
}

/** Lets Orthanc answer STOW-RS as a server that the user may only read from; `undo` allows it again. */
export async function forbidStoring(orthanc: Orthanc): Promise<{ undo(): Promise<void> }> {
  const filter = "return not (method == 'POST' and uri == '/dicom-web/studies')";
  await runLua(orthanc, `function IncomingHttpRequestFilter(method, uri, ip, user, headers) ${filter} end`);
  return { undo: () => runLua(orthanc, "IncomingHttpRequestFilter = nil") };
}

async function runLua({ url }: Orthanc, script: string): Promise<void> {
  const response = await fetch(`${url}/tools/execute-script`, { method: "POST", body: script });
  if (!response.ok) throw new Error(`Orthanc did not run the script: ${response.status}.`);
}
