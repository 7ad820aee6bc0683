/** Whether package-lock.json can be installed from on any machine: no addresses of one registry, no gaps. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, root } from "./setup.mjs";

/** @type {[string, { resolved?: string, version?: string, link?: boolean }][]} */
const packages = Object.entries(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages);
const problems = packages.flatMap(([path, { resolved, version }]) => {
  if (path === "") return [];
  if (version === undefined) return [`${path} has no version.`];
  return resolved === undefined
    ? []
    : [`${path} names an address; npm's omit-lockfile-registry-resolved leaves it out.`];
});
if (problems.length > 0) fail(`package-lock.json:\n${problems.join("\n")}`);
console.log(`package-lock.json is right: ${packages.length - 1} packages.`);
