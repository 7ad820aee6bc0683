import { ModelFormatError, ModelIntegrityError } from "../errors/index.ts";
import { type BundleDescription, bundleSchema } from "./bundle-schema.ts";
import type { BundleSource } from "./bundle-source.ts";
import { sha256 } from "./sha256.ts";

export const descriptionPath = "bundle.json";
export const cardPath = "CARD.md";
const maximumDescriptionBytes = 1024 * 1024;
/** All files of a bundle together. */
const maximumBundleBytes = 256 * 1024 * 1024;
const maximumFiles = 64;

export interface ReadBundleOptions {
  /** SHA-256 of bundle.json that the caller trusts, lower-case hex. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

/** A bundle's files, each checked against its hash, none of them used yet. */
export interface BundleFiles {
  readonly description: BundleDescription;
  /** SHA-256 of bundle.json. */
  readonly sha256: string;
  /** @throws ModelFormatError when bundle.json does not list the file */
  file(path: string): Uint8Array<ArrayBuffer>;
}

/**
 * Reads every file that bundle.json lists, and no other.
 *
 * @throws ModelIntegrityError when a file's size or hash differs; ModelFormatError when bundle.json does not follow
 *   the schema (the message names the field) or a file is missing; the signal's reason when aborted
 */
export async function readBundle(
  source: BundleSource,
  options: ReadBundleOptions = {},
): Promise<BundleFiles> {
  const signal = options.signal ? { signal: options.signal } : {};
  const text = await source.read(descriptionPath, { ...signal, maximumBytes: maximumDescriptionBytes });
  const hash = await sha256(text);
  if (options.sha256 !== undefined && hash !== options.sha256.toLowerCase()) {
    throw integrityError(descriptionPath);
  }
  const description = parseDescription(text);
  const entries = await Promise.all(
    Object.entries(description.files).map(async ([path, promised]) => {
      // One byte more than promised is enough to tell that a file is too long.
      const bytes = await source.read(path, { ...signal, maximumBytes: promised.bytes + 1 });
      if (bytes.length !== promised.bytes || (await sha256(bytes)) !== promised.sha256) {
        throw integrityError(path);
      }
      return [path, bytes] as const;
    }),
  );
  options.signal?.throwIfAborted();
  const files = new Map(entries);
  return {
    description,
    sha256: hash,
    file(path) {
      const bytes = files.get(path);
      if (bytes) return bytes;
      throw formatError(`files`, `"${path}" is used but not listed`);
    },
  };
}

/** @throws ModelFormatError naming the field */
export function parseDescription(bytes: Uint8Array): BundleDescription {
  const result = bundleSchema.safeParse(parseJson(bytes, descriptionPath));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw formatError(issue.path.join(".") || descriptionPath, issue.message, result.error);
  }
  const sizes = Object.values(result.data.files).map((file) => file.bytes);
  if (sizes.length > maximumFiles) throw formatError("files", `more than ${maximumFiles} files`);
  if (sizes.reduce((sum, size) => sum + size, 0) > maximumBundleBytes) {
    throw formatError("files", `more than ${maximumBundleBytes} bytes together`);
  }
  return result.data;
}

/** @throws ModelFormatError naming the file */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw formatError(path, "it is not JSON", cause);
  }
}

/** @param field where the fault lies, as "latent.size" or a file's path */
export function formatError(field: string, problem: string, cause?: unknown): ModelFormatError {
  return new ModelFormatError(
    `The model cannot be used: ${field}: ${problem}. Ask whoever made the model for a corrected bundle.`,
    { cause, details: { field } },
  );
}

function integrityError(path: string): ModelIntegrityError {
  return new ModelIntegrityError(
    `The model's file ${path} is not the one that was published: its SHA-256 or size differs. Fetch the bundle again from its source; do not use this copy.`,
    { details: { path } },
  );
}
