import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { projectFile } from "./paths.ts";

/** A `residua triage` process from what was built. */
export interface TriageProcess {
  readonly child: ChildProcess;
  /** What it has said on standard error. */
  readonly log: () => string;
  /** The line on standard output that holds a text, once it is there. */
  line(text: string): Promise<string>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export function startTriage(args: readonly string[], environment: NodeJS.ProcessEnv = {}): TriageProcess {
  const child = spawn(process.execPath, [projectFile("dist/cli/residua.js"), "triage", ...args], {
    env: { ...process.env, DATABASE_URL: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, log] = ["", ""];
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    log += text;
  });
  return {
    child,
    log: () => log,
    async line(text) {
      for (;;) {
        const found = output
          .split("\n")
          .slice(0, -1)
          .find((each) => each.includes(text));
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(`triage ended with code ${child.exitCode}: ${log}`);
        await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
      }
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
