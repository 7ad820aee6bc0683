/** The command line from its sources, in a process of its own: `node run-from-sources.mjs <command>`. */
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const server = await createServer({
  root,
  configFile: false,
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
});
const { runResidua } = await server.ssrLoadModule("/src/cli/run-residua.ts");
process.exitCode = await runResidua(process.argv.slice(2));
await server.close();
