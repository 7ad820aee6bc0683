/** `prepare`: after `npm ci`, so that `npx residua <command>` works at once. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildCli } from "./prepare.mjs";
import { root } from "./setup.mjs";

// Without the development packages there is nothing to build with; a packed residua brings its command line built.
if (existsSync(join(root, "node_modules/vite"))) buildCli();
