import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Proxy {
  /** As a page is told it. */
  readonly url: string;
  /** Methods and paths that were asked for, with the header Authorization. */
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly authorization: string;
  }[];
  close(): void;
}

export interface ProxyOptions {
  /** URL of the server behind it. */
  readonly target: string;
  /** Whether pages of other origins may use it (CORS). */
  readonly isOpen: boolean;
}

/** What stands before a hospital's DICOMweb server: it says which pages may talk to it. */
export async function startProxy({ target, isOpen }: ProxyOptions): Promise<Proxy> {
  const requests: Proxy["requests"][number][] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "", url: path = "", headers } = incoming;
    const allowed = isOpen
      ? {
          "access-control-allow-origin": headers.origin ?? "*",
          "access-control-allow-headers": "authorization, content-type, accept",
          "access-control-allow-methods": "GET, POST",
        }
      : {};
    if (method === "OPTIONS") {
      outgoing.writeHead(204, allowed).end();
      return;
    }
    requests.push({ method, path, authorization: headers.authorization ?? "" });
    const { authorization: _, host: __, origin: ___, ...passed } = headers;
    const forwarded = request(`${target}${path}`, { method, headers: passed }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...allowed });
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
