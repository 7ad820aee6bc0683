import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ModelUnavailableError } from "../../../src/errors/index.ts";
import { httpBundleSource } from "../../../src/vae/bundle-source.ts";

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/model/weights.bin") response.end(Buffer.alloc(100_000, 7));
    // Never ends by itself.
    else if (request.url === "/model/endless") response.write(Buffer.alloc(100_000));
    else response.writeHead(404).end("<!doctype html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("httpBundleSource", () => {
  it("reads a file whole", async () => {
    const source = httpBundleSource(`${url}/`);
    const bytes = await source.read("weights.bin");
    expect(source.url).toBe(url);
    expect(bytes.length).toBe(100_000);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
  });

  it("stops reading beyond the limit, even where the server never stops sending", async () => {
    const source = httpBundleSource(url);
    await expect(source.read("endless", { maximumBytes: 1000 })).rejects.toThrow(
      /longer than the 1000 bytes/,
    );
    await expect(source.read("weights.bin", { maximumBytes: 100_000 })).resolves.toHaveLength(100_000);
  });

  it("says that a file is missing or the server does not answer", async () => {
    await expect(httpBundleSource(url).read("bundle.json")).rejects.toThrow(/HTTP status 404/);
    const silent = httpBundleSource("http://127.0.0.1:1/model").read("bundle.json");
    await expect(silent).rejects.toThrow(ModelUnavailableError);
  });

  it("stops when aborted, also in the middle of a file", async () => {
    const controller = new AbortController();
    const reading = httpBundleSource(url).read("endless", { signal: controller.signal });
    const reason = new Error("scrolled on");
    setImmediate(() => controller.abort(reason));
    await expect(reading).rejects.toBe(reason);
  });
});
