import { open, stat } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { DataError, ResiduaError } from "../errors/index.ts";
import { readDicomFacts } from "./dicom/file-facts.ts";
import { filesInside } from "./files-inside.ts";
import { folderLabels } from "./folder-labels.ts";
import { formatHeadBytes, imageFormat } from "./image-format.ts";
import { type IndexRow, indexRow } from "./index-csv.ts";
import { niftiSlices } from "./nifti/read-nifti.ts";

export interface ListImagesOptions {
  /** Called after each file. */
  readonly onProgress?: (progress: { readonly files: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

export interface ListedImages {
  /** One for each image, frame and slice; `split` is empty where no folder names one. */
  readonly rows: readonly IndexRow[];
  /** Files that are no images, left out. */
  readonly others: number;
}

/** What one file's beginning says. */
interface FileFacts {
  /** Absent where the file itself is all that is known. */
  readonly patient?: string;
  readonly modality?: string;
  readonly frames: number;
}

/**
 * Makes an index of a folder tree of DICOM, NIfTI, PNG or JPEG files, or of one such file, known by their content,
 * without decoding them.
 * DICOM files name their patients; any other file counts as a patient of its own. Slices of a volume and frames of a
 * multi-frame image get a row each, with `frame` and `position` (0 the first, 1 the last). A file that is damaged
 * keeps its row: reading the images reports it.
 *
 * @throws DataError when the path cannot be read or holds no image; the signal's reason when aborted
 */
export async function listImages(path: string, options: ListImagesOptions = {}): Promise<ListedImages> {
  const { onProgress, signal } = options;
  const { folder, files } = await filesOf(path).catch((cause: unknown) => {
    throw new DataError(`The folder ${path} cannot be read; check the path.`, { cause });
  });
  const images: { path: string; facts: FileFacts }[] = [];
  for (const [index, file] of files.entries()) {
    signal?.throwIfAborted();
    const facts = await factsOf(file);
    if (facts !== undefined) images.push({ path: relative(folder, file).split(sep).join("/"), facts });
    onProgress?.({ files: index + 1, total: files.length });
  }
  const labels = folderLabels(images.map(({ path }) => path));
  const rows: IndexRow[] = [];
  let others = files.length - images.length;
  for (const [i, { path, facts }] of images.entries()) {
    const { split, label } = labels[i]!;
    if (label === undefined) others++;
    else rows.push(...rowsOf(folder, path, facts, split, label));
  }
  if (rows.length === 0) {
    throw new DataError(`${path} holds no image that Residua reads (DICOM, NIfTI, PNG or JPEG).`);
  }
  return { rows, others };
}

async function filesOf(path: string): Promise<{ folder: string; files: string[] }> {
  if ((await stat(path)).isDirectory()) return { folder: path, files: await filesInside(path) };
  return { folder: dirname(path), files: [path] };
}

/** `undefined` for what is no image. */
async function factsOf(file: string): Promise<FileFacts | undefined> {
  try {
    const head = await readHead(file);
    const format = imageFormat(head);
    if (format === undefined) return undefined;
    if (format === "dicom") return await readDicomFacts(file);
    return { frames: format === "nifti" ? niftiSlices(head) : 1 };
  } catch (error) {
    if (error instanceof ResiduaError || (error instanceof Error && "syscall" in error)) return { frames: 1 };
    throw error;
  }
}

/** @returns `formatHeadBytes`, or the whole of a smaller file */
export async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(formatHeadBytes), 0, formatHeadBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function rowsOf(folder: string, path: string, facts: FileFacts, split: string, label: string): IndexRow[] {
  const { patient = path, modality = "", frames } = facts;
  return Array.from({ length: frames }, (_, i) => {
    const position = frames > 1 ? { frame: `${i + 1}`, position: `${i / (frames - 1)}` } : {};
    return indexRow({ file: `./${path}`, patient, split, label, modality, ...position }, folder, path);
  });
}
