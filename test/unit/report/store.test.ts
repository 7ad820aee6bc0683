import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/errors/index.ts";
import { findPredecessors, isStored, storeFiles } from "../../../src/report/store.ts";
import { storeObjects } from "../../../src/report/store-objects.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server on loopback; what it was asked. */
async function serve(handler: Handler) {
  const requests: {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
  }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      requests.push({ method: request.method!, url: request.url!, headers: request.headers });
      handler(request, response, Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`;
  return { requests, options: { url, firstDelay: 1 } };
}

const answer = (response: ServerResponse, status: number, json: unknown) =>
  response.writeHead(status, { "Content-Type": "application/dicom+json" }).end(JSON.stringify(json));

const files = ["2.25.1", "2.25.2"].map((SOPInstanceUID, index) => ({
  SOPInstanceUID,
  bytes: Uint8Array.of(10, 13, 45, 45, index),
}));
const failedSecond = {
  "00081198": {
    Value: [{ "00081155": { Value: ["2.25.2"] }, "00081197": { Value: [0xa900] } }],
  },
};

describe("storing by STOW-RS", () => {
  it("sends all files in one request, each a part, with the site's headers", async () => {
    let sent: Buffer = Buffer.alloc(0);
    const { requests, options } = await serve((_, response, body) => {
      sent = body;
      answer(response, 200, {});
    });
    const headers = () => ({ Authorization: "Bearer token" });
    const outcome = await storeFiles(files, { ...options, headers });
    expect(outcome).toEqual({ stored: ["2.25.1", "2.25.2"], refused: [] });
    const [{ method, url, headers: received }] = requests as [(typeof requests)[0]];
    expect([method, url, received.authorization]).toEqual(["POST", "/dicom-web/studies", "Bearer token"]);
    const boundary = /boundary=(\S+)$/.exec(received["content-type"]!)![1]!;
    const parts = sent.toString("latin1").split(`--${boundary}`);
    expect(parts.map((part) => part.split("\r\n\r\n")[1]?.replace(/\r\n$/, ""))).toEqual([
      undefined,
      "\n\r--\u0000",
      "\n\r--\u0001",
      undefined,
    ]);
  });

  it.each([202, 409])("tells which object was refused and why, from an answer of %i", async (status) => {
    const { options } = await serve((_, response) => answer(response, status, failedSecond));
    expect(await storeFiles(files, options)).toEqual({
      stored: ["2.25.1"],
      refused: [
        { SOPInstanceUID: "2.25.2", reason: 0xa900, message: "the data set does not match its SOP class" },
      ],
    });
  });

  it("takes what the server names neither as stored nor as refused for refused", async () => {
    const named = { "00081199": { Value: [{ "00081155": { Value: ["2.25.1"] } }] } };
    const { options } = await serve((_, response) => answer(response, 200, named));
    expect(await storeFiles(files, options)).toEqual({
      stored: ["2.25.1"],
      refused: [{ SOPInstanceUID: "2.25.2", message: "the server gives no reason" }],
    });
  });

  it("tries again while the server is busy, and gives up after as often as it was told", async () => {
    let left = 2;
    const { requests, options } = await serve((_, response) => answer(response, left-- > 0 ? 503 : 200, {}));
    expect((await storeFiles(files, options)).stored).toHaveLength(2);
    expect(requests).toHaveLength(3);
    left = 9;
    await expect(storeFiles(files, { ...options, attempts: 2 })).rejects.toMatchObject({
      name: "StoreError",
      details: { status: 503 },
    });
    expect(requests).toHaveLength(5);
  });

  it.each([401, 403, 404, 400])("does not try again when it is told %i", async (status) => {
    const { requests, options } = await serve((_, response) => response.writeHead(status).end());
    await expect(storeFiles(files, options)).rejects.toThrow(`(${status})`);
    expect(requests).toHaveLength(1);
  });

  it("says that a server cannot be reached, keeping the cause", async () => {
    const options = { url: "http://127.0.0.1:9/dicom-web", attempts: 2, firstDelay: 1 };
    const error: unknown = await storeFiles(files, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreError);
    expect((error as StoreError).message).toContain("cannot be reached");
    expect((error as StoreError).cause).toBeInstanceOf(Error);
  });

  it("ends at once when it is aborted, also while it waits to try again", async () => {
    const controller = new AbortController();
    const { options } = await serve((_, response) => {
      response.writeHead(503).end();
      setImmediate(() => controller.abort(new Error("enough")));
    });
    const stored = storeFiles(files, { ...options, firstDelay: 60_000, signal: controller.signal });
    await expect(stored).rejects.toThrow("enough");
  });
});

describe("storing objects one by one", () => {
  const objects = files.map(({ SOPInstanceUID, bytes }) => ({
    kind: "seg" as const,
    name: `${SOPInstanceUID}.dcm`,
    bytes,
    dataset: { StudyInstanceUID: "2.25.10", SOPInstanceUID },
  }));
  /** Has the first of them; answers the storing of others with a status. */
  const serveWith = (status: number) =>
    serve((request, response) => {
      if (request.method === "POST") answer(response, status, status === 202 ? failedSecond : {});
      else if (request.url!.endsWith("=2.25.1"))
        answer(response, 200, [{ "00080018": { Value: ["2.25.1"] } }]);
      else response.writeHead(204).end();
    });

  it("sends only what is missing, and tells how far it is", async () => {
    const { requests, options } = await serveWith(200);
    const progress: number[] = [];
    const onProgress = ({ done }: { readonly done: number }) => progress.push(done);
    const outcome = await storeObjects(objects, { ...options, onProgress });
    expect(outcome).toEqual({ stored: ["2.25.2"], present: ["2.25.1"], refused: [] });
    expect(requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(progress).toEqual([0, 1, 2]);
  });

  it.each([
    [202, "the data set does not match its SOP class"],
    [415, "(415)"],
  ])("goes on after one that is refused with %i, and says why", async (status, reason) => {
    const { options } = await serveWith(status);
    const { refused, stored } = await storeObjects(objects.slice(1), options);
    expect(stored).toEqual([]);
    expect(refused[0]!.SOPInstanceUID).toBe("2.25.2");
    expect(refused[0]!.message).toContain(reason);
  });

  it.each([401, 403, 404, 405])("ends where the next would fare no better: %i", async (status) => {
    const { requests, options } = await serveWith(status);
    await expect(storeObjects([objects[1]!, objects[1]!], options)).rejects.toThrow(`(${status})`);
    expect(requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});

describe("asking what a server has", () => {
  const dataset = { StudyInstanceUID: "2.25.10", SOPInstanceUID: "2.25.1" };

  it("finds an object by its UID alone, and nothing in an empty answer", async () => {
    const { requests, options } = await serve((_, response) =>
      answer(response, 200, [{ "00080018": { Value: ["2.25.1"] } }]),
    );
    expect(await isStored(dataset, options)).toBe(true);
    expect(await isStored({ ...dataset, SOPInstanceUID: "2.25.3" }, options)).toBe(false);
    expect(requests[0]!.url).toBe("/dicom-web/studies/2.25.10/instances?SOPInstanceUID=2.25.1");
    const empty = await serve((_, response) => response.writeHead(204).end());
    expect(await isStored(dataset, empty.options)).toBe(false);
  });

  it("finds earlier reports of the same series, written by Residua, and no others", async () => {
    const report = (uid: string, series: string, manufacturer = "Residua") => ({
      "00080016": { Value: ["1.2.840.10008.5.1.4.1.1.88.34"] },
      "00080018": { Value: [uid] },
      "00080070": { Value: [manufacturer] },
      "0040A375": { Value: [{ "00081115": { Value: [{ "0020000E": { Value: [series] } }] } }] },
    });
    const { options } = await serve((request, response) => {
      if (request.url!.endsWith("/series?Modality=SR"))
        answer(response, 200, [{ "0020000E": { Value: ["2.25.20"] } }]);
      else
        answer(response, 200, [
          report("2.25.31", "2.25.5"),
          report("2.25.32", "2.25.6"),
          report("2.25.33", "2.25.5", "Other"),
        ]);
    });
    const source = { StudyInstanceUID: "2.25.10", SeriesInstanceUID: "2.25.5" };
    expect((await findPredecessors(source, options)).map(({ SOPInstanceUID }) => SOPInstanceUID)).toEqual([
      "2.25.31",
    ]);
  });
});
