import { folderLabels, namesSplitOrHealthy } from "../../dataset/folder-labels.ts";
import { normalLabel } from "../../dataset/normal-label.ts";
import type { PathFile } from "../files/path-file.ts";

export interface ImageFile extends PathFile {
  /** The folder that tells patients apart, where there is one. */
  readonly folder: string | undefined;
}

export interface ImageFiles {
  readonly healthy: readonly ImageFile[];
  /** Files in folders of other classes, as "pneumonia" beside "normal". */
  readonly others: number;
}

/** Files that systems leave beside images and that nobody means to open. */
const ignored = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/**
 * Which of the chosen files count as healthy images, by the names of their folders (see `folderLabels`), and whose
 * they are: of the patient that the first folder names which stands for neither split nor class.
 */
export function selectImageFiles(chosen: readonly PathFile[]): ImageFiles {
  const files = chosen.filter(({ path }) => !ignored.test(path));
  const paths = withoutCommonFolders(files.map(({ path }) => path));
  const labels = folderLabels(paths);
  const healthy = files.flatMap((file, index) => {
    if (labels[index]!.label !== normalLabel) return [];
    const folders = paths[index]!.split("/").slice(0, -1);
    return [{ ...file, folder: folders.find((name) => !namesSplitOrHealthy(name)) }];
  });
  return { healthy, others: files.length - healthy.length };
}

/** What all files have in common tells nothing apart. */
function withoutCommonFolders(paths: readonly string[]): string[] {
  const folders = paths.map((path) => path.split("/"));
  let common = 0;
  const same = (at: number) =>
    folders.every((names) => names.length > at + 1 && names[at] === folders[0]![at]);
  while (folders.length > 0 && same(common)) common += 1;
  return folders.map((names) => names.slice(common).join("/"));
}
