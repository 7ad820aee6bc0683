import { type BundleFiles, zipBundle } from "./bundle-archive.ts";

/** Gives a bundle to the user as a .zip. @param name of the folder in it, and of the file */
export function downloadBundle(files: BundleFiles, name: string): void {
  const url = URL.createObjectURL(new Blob([zipBundle(files, name)], { type: "application/zip" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.zip`;
  link.click();
  // The browser takes the bytes before the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
