import { StoreError } from "../errors/index.ts";

export interface DicomWebOptions {
  /** Of the service, as "https://pacs.example/dicom-web". */
  readonly url: string;
  /** Such as Authorization; asked for anew for each request, since tokens end. */
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How often a request is tried where the server cannot be reached or is busy. Default 4. */
  readonly attempts?: number;
  /** Wait before the second attempt, ms; doubled for each further one. Default 500. */
  readonly firstDelay?: number;
}

/** An item of a DICOM JSON answer (DICOM PS3.18 F.2). */
export type DicomJson = Readonly<Record<string, { readonly Value?: readonly unknown[] } | undefined>>;

const busy = [408, 425, 429, 500, 502, 503, 504];

/**
 * Sends a request, again after a while where the server could not be reached or was busy.
 *
 * @throws StoreError when no attempt was answered; the signal's reason when aborted
 */
export async function requestDicomWeb(
  path: string,
  init: RequestInit,
  { url, headers, signal, attempts = 4, firstDelay = 500 }: DicomWebOptions,
): Promise<Response> {
  const address = `${url.replace(/\/+$/, "")}${path}`;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    let wait = firstDelay * 2 ** (attempt - 1);
    try {
      const response = await fetch(address, {
        ...init,
        headers: { ...init.headers, ...headers?.() },
        ...(signal ? { signal } : {}),
      });
      if (!busy.includes(response.status) || attempt >= attempts) return response;
      const asked = Number(response.headers.get("Retry-After"));
      if (asked > 0) wait = Math.min(asked * 1000, longestWait);
      await response.body?.cancel();
    } catch (cause) {
      signal?.throwIfAborted();
      if (attempt >= attempts) {
        throw new StoreError("The DICOMweb server cannot be reached; check its address and the network.", {
          cause,
        });
      }
    }
    await pause(wait, signal);
  }
}

const longestWait = 30_000;

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** QIDO-RS and WADO-RS metadata: the answer's items, none for an empty answer. @throws StoreError, the signal's reason */
export async function queryDicomWeb(path: string, options: DicomWebOptions): Promise<readonly DicomJson[]> {
  const response = await requestDicomWeb(path, { headers: { Accept: "application/dicom+json" } }, options);
  if (response.status === 204 || response.status === 404) return [];
  if (!response.ok) throw refusedBy(response.status);
  const answer: unknown = await response.json().catch((cause: unknown) => {
    throw new StoreError("The DICOMweb server's answer is no DICOM JSON; check its address.", { cause });
  });
  return Array.isArray(answer) ? (answer as DicomJson[]) : [];
}

export function refusedBy(status: number): StoreError {
  const details = { status };
  if (status === 401 || status === 403) {
    return new StoreError(
      `The DICOMweb server does not allow this (${status}); sign in again, or ask for the right.`,
      {
        details,
      },
    );
  }
  if (status === 404 || status === 405) {
    return new StoreError(`The DICOMweb server does not offer this (${status}); check its address.`, {
      details,
    });
  }
  return new StoreError(`The DICOMweb server refused the request (${status}); its log says why.`, {
    details,
  });
}

/** The first value of an attribute of such an item, by its tag. */
export function jsonText(item: DicomJson, tag: string): string | undefined {
  const value = item[tag]?.Value?.[0];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

export function jsonItems(item: DicomJson, tag: string): readonly DicomJson[] {
  const values: readonly unknown[] = item[tag]?.Value ?? [];
  return values.filter((value): value is DicomJson => typeof value === "object" && value !== null);
}
