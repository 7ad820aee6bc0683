import { normalLabel } from "./normal-label.ts";

const splitNames: Readonly<Record<string, string>> = {
  train: "train",
  training: "train",
  val: "val",
  valid: "val",
  validation: "val",
  test: "test",
  testing: "test",
};
const healthyNames: readonly string[] = [
  "normal",
  "healthy",
  "negative",
  "nofinding",
  "nofindings",
  "control",
  "controls",
];

export interface FolderLabel {
  /** Empty where no folder names one. */
  readonly split: string;
  /** `undefined` for a file beside the folders of the classes. */
  readonly label: string | undefined;
}

/**
 * What the folders of a data set say of its images: `train/normal/a.png` names split and class. Folders count as
 * classes when one of them has a name for healthy images ("normal", "healthy", "negative", "no finding",
 * "control"); otherwise all images are taken for healthy.
 *
 * @param paths relative, with "/"
 */
export function folderLabels(paths: readonly string[]): FolderLabel[] {
  const found = paths.map((path) => {
    const folders = path.split("/").slice(0, -1);
    const split = folders.map((name) => splitNames[plain(name)]).find((name) => name !== undefined);
    const className = folders.find((name) => splitNames[plain(name)] === undefined);
    return { split: split ?? "", className };
  });
  const hasClasses = found.some(({ className }) => isHealthy(className));
  return found.map(({ split, className }) => {
    if (!hasClasses || isHealthy(className)) return { split, label: normalLabel };
    return { split, label: className };
  });
}

/** Whether a folder's name says which images it holds, rather than whose. */
export function namesSplitOrHealthy(folder: string): boolean {
  return splitNames[plain(folder)] !== undefined || isHealthy(folder);
}

function isHealthy(name: string | undefined): boolean {
  return name !== undefined && healthyNames.includes(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, "");
}
