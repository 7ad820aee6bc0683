import type { ServerAddress } from "./protocol.ts";

export const addressFaults = ["none", "no-url", "mixed-content"] as const;
export type AddressFault = (typeof addressFaults)[number];

/** What keeps a page from sending there, known before anything is sent. */
export function addressFault(url: string, page: Pick<Location, "protocol">): AddressFault {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return "no-url";
  const { protocol, hostname } = new URL(url);
  // Browsers let a secure page talk to insecure servers on the same machine only.
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) || hostname.endsWith(".localhost");
  return page.protocol === "https:" && protocol === "http:" && !isLocal ? "mixed-content" : "none";
}

/** A token alone is a bearer token (RFC 6750); with a scheme, as "Basic …", it goes as it is. */
export function serverAddress(url: string, token: string): ServerAddress {
  const trimmed = token.trim();
  if (trimmed === "") return { url: url.trim() };
  return { url: url.trim(), authorization: /\s/.test(trimmed) ? trimmed : `Bearer ${trimmed}` };
}
