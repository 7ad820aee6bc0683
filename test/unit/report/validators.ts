import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const packages = { dciodvfy: "dicom3tools", dcm2xml: "dcmtk", dsrdump: "dcmtk" } as const;
export type Validator = keyof typeof packages;

/** Whether an independent reader of DICOM is installed, and how a test's name says that it is not. */
export function validator(name: Validator): { readonly missing: boolean; readonly note: string } {
  const missing = spawnSync(name, ["--version"]).error !== undefined;
  return { missing, note: missing ? ` (not run: apt-get install ${packages[name]})` : "" };
}

/** What the tool says of a DICOM file, on both of its streams. */
export function inspect(name: Validator, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "residua-report-"));
  try {
    const file = join(folder, "object.dcm");
    writeFileSync(file, bytes);
    if (name === "dciodvfy") {
      // Its exit code says nothing: it counts what it finds in its output.
      const { stdout, stderr } = spawnSync(name, [file], { encoding: "utf8" });
      return stdout + stderr;
    }
    return execFileSync(name, [file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
