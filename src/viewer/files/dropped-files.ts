import { type PathFile, withPaths } from "./path-file.ts";

/** Deeper and larger drops than any study: a whole disk dropped by mistake ends here. */
const maximumDepth = 16;
const maximumFiles = 20_000;

/**
 * All files of a drop, folders included. Must be called in the drop event itself: the browser forgets the items
 * after it; the entries it hands out stay.
 */
export function droppedFiles(transfer: DataTransfer): Promise<PathFile[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const plain = [...transfer.files];
  return entries.length > 0 ? collect(entries) : Promise.resolve(withPaths(plain));
}

async function collect(roots: readonly FileSystemEntry[]): Promise<PathFile[]> {
  const files: PathFile[] = [];
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (files.length >= maximumFiles) return;
    if (entry instanceof FileSystemFileEntry) {
      const file = await readFile(entry);
      if (file) files.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (entry instanceof FileSystemDirectoryEntry && depth < maximumDepth) {
      for (const child of await readFolder(entry)) await visit(child, depth + 1);
    }
  };
  for (const root of roots) await visit(root, 0);
  return files;
}

/** Undefined for a file that went away between drop and reading. */
function readFile(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

/** `readEntries` gives at most 100 at a time and an empty list at the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}
