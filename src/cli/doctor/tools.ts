import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Fact } from "../../diagnostics/facts.ts";

interface Tool {
  readonly name: string;
  /** File names, without the ending that Windows gives programs. */
  readonly programs: readonly string[];
  /** Folders beside those of PATH. */
  readonly folders: readonly string[];
  readonly neededFor: string;
}

const tools: readonly Tool[] = [
  {
    name: "Chromium",
    programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    folders: [
      "/opt/google/chrome",
      "/Applications/Chromium.app/Contents/MacOS",
      "C:\\Program Files\\Google\\Chrome\\Application",
    ],
    neededFor: "the tests in a browser",
  },
  {
    name: "Orthanc",
    programs: ["Orthanc", "orthanc"],
    folders: ["/usr/sbin", "/usr/local/sbin"],
    neededFor: "the tests in OHIF and of storing results",
  },
  {
    name: "PostgreSQL",
    programs: ["postgres", "psql"],
    folders: ["/usr/local/pgsql/bin", "/opt/homebrew/bin"],
    neededFor: "triage with a database server; without it triage keeps its database in a folder",
  },
];

/** Whether programs that Residua does without, but some uses need, are on this machine. No paths: they name users. */
export function toolFacts(path: string = process.env.PATH ?? ""): Fact[] {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return tools.map(({ name, programs, folders, neededFor }): Fact => {
    const places = [...path.split(delimiter).filter(Boolean), ...folders];
    const found = places.some((folder) =>
      programs.some((program) => existsSync(join(folder, program + suffix))),
    );
    return { id: "tool", of: name, value: found ? "found" : `not found; needed for ${neededFor}` };
  });
}
