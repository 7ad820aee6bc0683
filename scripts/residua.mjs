/** `npm run residua -- <command>`: the command line from the sources, built again when they changed. */
import { spawn } from "node:child_process";
import { buildCli } from "./prepare.mjs";
import { checkNode, ensureInstalled } from "./setup.mjs";

checkNode();
ensureInstalled();
const child = spawn(process.execPath, [buildCli(), ...process.argv.slice(2)], { stdio: "inherit" });
// The terminal sends Ctrl-C to both; the command decides how to stop, and this process waits for it.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130);
});
