import { saveFile } from "../storage/save-file.ts";
import { type BundleFiles, zipBundle } from "./bundle-archive.ts";

/** Gives a bundle to the user as a .zip. @param name of the folder in it, and of the file */
export function downloadBundle(files: BundleFiles, name: string): void {
  saveFile(zipBundle(files, name), `${name}.zip`, "application/zip");
}
