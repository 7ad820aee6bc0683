import { ModelFormatError, ModelUnavailableError } from "../errors/index.ts";

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Reading stops with an error beyond this many bytes. */
  readonly maximumBytes?: number;
}

/** Where a bundle's files come from. */
export interface BundleSource {
  /** Of the bundle's folder, without a slash at the end. */
  readonly url: string;
  /**
   * @param path inside the bundle, with forward slashes
   * @throws ModelUnavailableError when there is no such file or it cannot be reached
   * @throws ModelFormatError when it is longer than `maximumBytes`
   */
  read(path: string, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** Reads a bundle over HTTP. @param url of its folder, absolute */
export function httpBundleSource(url: string): BundleSource {
  const folder = url.replace(/\/+$/, "");
  return {
    url: folder,
    async read(path, { signal, maximumBytes = Number.POSITIVE_INFINITY } = {}) {
      let response: Response;
      try {
        response = await fetch(`${folder}/${path}`, signal ? { signal } : {});
      } catch (cause) {
        signal?.throwIfAborted();
        throw new ModelUnavailableError(
          `The model's file ${path} could not be fetched; check the connection to the server.`,
          { cause, details: { path } },
        );
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new ModelUnavailableError(
          `The model's file ${path} could not be fetched (HTTP status ${response.status}); check that the whole bundle is on the server.`,
          { details: { path, status: response.status } },
        );
      }
      return readBody(response, path, maximumBytes);
    },
  };
}

async function readBody(
  response: Response,
  path: string,
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) break;
    length += part.value.length;
    if (length > maximumBytes) {
      await reader?.cancel();
      throw tooLong(path, maximumBytes);
    }
    parts.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** For readers of other kinds, so that all say the same. */
export function tooLong(path: string, maximumBytes: number): ModelFormatError {
  return new ModelFormatError(
    `The model's file ${path} is longer than the ${maximumBytes} bytes that are expected; fetch the bundle again from its source.`,
    { details: { path, maximumBytes } },
  );
}
