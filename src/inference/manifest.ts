import { z } from "zod";
import { ManifestError } from "../errors/index.ts";

const maximumBytes = 1024 * 1024;

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "expected lower-case letters, digits and hyphens");
const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'expected three numbers, as in "1.4.0"');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 as 64 lower-case hexadecimal digits");
const relativePath = z
  .string()
  .regex(
    /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_./-]{0,199}$/,
    'expected a path relative to the manifest, without ".."',
  );
const hostRange = z
  .string()
  .regex(/^>=\d+(\.\d+){0,2} <\d+(\.\d+){0,2}$/, 'expected a range of versions, as in ">=4.5 <6"');

/** What a plugin may ask of its host. */
const permissions = [
  "read-pixels",
  "read-metadata",
  "draw-overlay",
  "webgl",
  "network:none",
  "store-results",
] as const;

const modelEntrySchema = z.strictObject({
  id,
  /** The bundle's folder, relative to the manifest. */
  path: relativePath,
  /** Of the folder's bundle.json, which in turn holds the hashes of all other files. */
  sha256,
  /** Enough to choose a model before any of it is downloaded; the bundle's own rules decide. */
  applicability: z.strictObject({
    /** DICOM Modality (0008,0060), PS3.3 C.7.3.1.1.1. */
    modalities: z.array(z.string().regex(/^[A-Z0-9]{1,16}$/, 'expected a DICOM modality, as "MR"')).min(1),
    /** Lower-case words; empty where any body part will do. */
    bodyParts: z.array(z.string().min(1).max(40).toLowerCase()),
  }),
});
export type ModelEntry = Readonly<z.infer<typeof modelEntrySchema>>;

const manifestSchema = z.strictObject({
  id: z.literal("residua"),
  version,
  /** ES modules that a host loads, relative to the manifest. */
  entryPoints: z.strictObject({ cornerstone: relativePath, ohif: relativePath.optional() }),
  /** Versions of the hosts that Residua is tested with. */
  hosts: z.strictObject({ cornerstone: hostRange, ohif: hostRange.optional() }),
  permissions: z.array(z.enum(permissions)),
  models: z.array(modelEntrySchema).superRefine((models, context) => {
    for (const [index, model] of models.entries()) {
      if (models.findIndex((other) => other.id === model.id) === index) continue;
      context.addIssue({
        code: "custom",
        path: [index, "id"],
        message: `"${model.id}" is already in the list`,
      });
    }
  }),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** `models[0].sha256` from `["models", 0, "sha256"]`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === "number") return `${name}[${key}]`;
    return name === "" ? String(key) : `${name}.${String(key)}`;
  }, "");
}

/**
 * Checks a manifest that was read as JSON.
 *
 * @throws ManifestError naming the first field that is missing, unknown or wrong, and what was expected there.
 */
export function parseManifest(json: unknown): Manifest {
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const field = fieldName([...(issue?.path ?? []), ...unknown]);
  const problem =
    unknown.length > 0 ? "this field is unknown; remove it or correct its name" : issue?.message;
  throw new ManifestError(
    `${field === "" ? "The manifest as a whole" : `Field "${field}" of the manifest`}: ${problem}.`,
    { cause: parsed.error, details: { field } },
  );
}

async function fetchText(url: string, signal: AbortSignal | undefined): Promise<string> {
  const response = await fetch(url, signal === undefined ? {} : { signal });
  if (!response.ok) throw new ManifestError(`No manifest at ${url}: the server answered ${response.status}.`);
  const text = await response.text();
  if (text.length > maximumBytes)
    throw new ManifestError(`The file at ${url} is too large to be a manifest.`);
  return text;
}

/**
 * Fetches and checks a manifest.
 *
 * @throws ManifestError where there is none, or it is not JSON, or it does not follow the schema; the signal's
 *   reason when aborted.
 */
export async function loadManifest(
  url: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Manifest> {
  let text: string;
  try {
    text = await fetchText(url, options.signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof ManifestError) throw error;
    throw new ManifestError(`The manifest at ${url} cannot be reached. Check the address and the server.`, {
      cause: error,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ManifestError(`The file at ${url} is not JSON, so it is not a manifest.`, { cause });
  }
  return parseManifest(json);
}

/** The absolute URL of a model's folder, without a slash at the end. */
export function modelUrl(model: ModelEntry, manifestUrl: string | URL): string {
  return new URL(model.path.replace(/\/+$/, ""), manifestUrl).href;
}
