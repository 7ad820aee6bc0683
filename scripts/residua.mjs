/** `npm run residua -- <command>`: the command line from the sources, built again when they changed. */
import { pathToFileURL } from "node:url";
import { buildCli, prepareTriage } from "./prepare.mjs";
import { checkNode, ensureInstalled } from "./setup.mjs";

checkNode();
ensureInstalled();
// The other commands need no page.
if (process.argv[2] === "triage" && process.argv[3] === "serve") prepareTriage();
// In this process: a second one would get the terminal's Ctrl-C too.
await import(pathToFileURL(buildCli()).href);
