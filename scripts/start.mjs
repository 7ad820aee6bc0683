/** `npm start`: installs, builds and makes the samples where needed, then serves the page until Ctrl-C. */
import { join } from "node:path";
import { preparePage } from "./prepare.mjs";
import { fail, root } from "./setup.mjs";

const defaultPort = 4310;

const port = Number(process.env.PORT ?? defaultPort);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail("PORT must be a number between 0 and 65535.");

preparePage();

// Not at the top: Vite is there only now.
const { preview } = await import("vite");
const server = await preview({
  configFile: join(root, "vite.config.ts"),
  logLevel: "error",
  // A port that is taken is no reason to fail: the next free one is printed.
  preview: { port, strictPort: false },
});
console.log(`
Residua is ready: ${server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`}
Not for diagnostic use. Press Ctrl-C to stop.`);

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}
