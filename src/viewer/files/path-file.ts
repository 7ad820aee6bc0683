/** A file and where it lies in what was chosen: folders and name, with "/". */
export interface PathFile {
  readonly file: File;
  readonly path: string;
}

/** Of files that an input element gave. */
export function withPaths(files: readonly File[]): PathFile[] {
  return files.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}
