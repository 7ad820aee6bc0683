import type { ImageHeader } from "./image-header.ts";
import { readHeader } from "./read-header.ts";
import { type RefusalReason, refusalReason } from "./refusal.ts";
import type { OpenedImage } from "./series.ts";

/** A file that was not opened, and why. */
export interface RefusedFile {
  readonly fileName: string;
  readonly reason: RefusalReason;
}

export interface OpenProgress {
  readonly done: number;
  readonly total: number;
}

export interface OpenFilesOptions {
  /** Makes the image ids of a file's frames. */
  readonly register: (file: File, header: ImageHeader) => readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OpenProgress) => void;
}

export interface OpenedFiles {
  readonly images: readonly OpenedImage[];
  readonly refused: readonly RefusedFile[];
  /** Segmentations and parametric maps, which lie over images. */
  readonly overlays: readonly File[];
}

/** Files that systems leave beside images and that nobody means to open. */
const ignored = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;
/** Reads at once: enough to hide the disk's latency, few enough to stay in memory. */
const concurrency = 6;

/**
 * Reads the headers of files; one bad file never keeps the others from opening.
 *
 * @throws the signal's reason when aborted
 */
export async function openFiles(files: readonly File[], options: OpenFilesOptions): Promise<OpenedFiles> {
  const { register, signal, onProgress } = options;
  const wanted = files.filter((file) => !ignored.test(pathOf(file)));
  const results = new Array<OpenedImage | RefusedFile>(wanted.length);
  const overlays: File[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < wanted.length; index = next++) {
      signal?.throwIfAborted();
      const result = await openFile(wanted[index]!, register);
      if ("reason" in result && result.reason === "overlay") overlays.push(wanted[index]!);
      else results[index] = result;
      done++;
      onProgress?.({ done, total: wanted.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, wanted.length) }, work));
  return {
    images: results.filter((result): result is OpenedImage => result !== undefined && "header" in result),
    refused: results.filter((result): result is RefusedFile => result !== undefined && "reason" in result),
    overlays,
  };
}

async function openFile(
  file: File,
  register: OpenFilesOptions["register"],
): Promise<OpenedImage | RefusedFile> {
  const fileName = pathOf(file);
  try {
    const header = await readHeader(file);
    return { fileName, header, imageIds: register(file, header) };
  } catch (error) {
    return { fileName, reason: refusalReason(error) };
  }
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}
