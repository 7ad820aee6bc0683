/** Serves a stock OHIF, what is laid over it, and a DICOMweb server, from one origin on loopback. */
import { createReadStream, statSync } from "node:fs";
import { createServer, request as startRequest } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const mediaTypes = /** @type {Readonly<Record<string, string>>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
});

const proxied = ["/dicom-web", "/wado"];

/**
 * @typedef {object} ServeOptions
 * @property {string[]} folders the first that has a file wins; the last is OHIF's own
 * @property {string} dicomweb URL of the DICOMweb server, without a path
 * @property {number} [port] by default any free one
 * @property {boolean} [toOthers] whether pages of other origins may load the files
 */

/**
 * @param {ServeOptions} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folders, dicomweb, port = 0, toOthers = false }) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (proxied.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) {
      proxy(dicomweb, request, response);
      return;
    }
    // What shared memory needs, and with it threads in WebAssembly.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Cross-Origin-Resource-Policy", toOthers ? "cross-origin" : "same-origin");
    if (toOthers) response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "no-cache");
    const file = find(folders, path);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", mediaTypes[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  const actual = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string[]} folders
 * @param {string} path
 */
function find(folders, path) {
  const isFile = (/** @type {string} */ file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  for (const folder of folders) {
    const file = normalize(join(folder, path));
    if (file.startsWith(folder + sep) && isFile(file)) return file;
  }
  // The viewer's own routes have no extension; a missing file has to stay missing.
  if (extname(path) !== "") return undefined;
  return folders.map((folder) => join(folder, "index.html")).find(isFile);
}

/**
 * The Host header stays, so that the server's BulkDataURIs point here.
 *
 * @param {string} target
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function proxy(target, request, response) {
  const { method, headers } = request;
  const forwarded = startRequest(`${target}${request.url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  forwarded.once("error", () => response.headersSent || response.writeHead(502).end());
  response.once("close", () => forwarded.destroy());
  request.pipe(forwarded);
}
