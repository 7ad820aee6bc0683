import { join } from "node:path";
import type { PublishedImage, PublishedReader } from "./published-image.ts";
import { findTables, insideFolder, readTable, type TableRow } from "./read-table.ts";

/** Said of a study or its image, not of the patient. */
const unusable: readonly string[] = ["exclude", "suboptimal study"];
const noFinding: readonly string[] = ["unchanged", ""];

/**
 * PadChest, chest radiographs (Bustos et al. 2020): PADCHEST_chest_x_ray_images_labels_160K_*.csv, plain or compressed,
 * with the images in the folders of ImageDir or all in one. Healthy is the label "normal" alone; images without a label,
 * with labels that contradict it, or marked to be excluded are left out. The set has no splits. Its PNG files hold
 * MONOCHROME1 images as they were stored, light and dark exchanged: `photometric` tells them apart.
 */
export const readPadchest: PublishedReader = async function* (folder, signal) {
  const expected = "PADCHEST_..._labels_...csv of PadChest";
  const tables = await findTables(folder, /^PADCHEST_.*labels.*\.csv(\.gz)?$/i, expected);
  const required = ["ImageID", "ImageDir", "PatientID", "Projection", "Labels"];
  for await (const row of readTable(join(folder, tables[0]!), required, signal)) yield toImage(folder, row);
};

function toImage(folder: string, row: TableRow): PublishedImage {
  const { ImageID = "", ImageDir = "", PatientID = "", Projection = "", Labels = "" } = row;
  const labels = parseList(Labels).filter((label) => !noFinding.includes(label));
  return {
    files: [insideFolder(folder, ImageDir, ImageID), insideFolder(folder, ImageID)],
    patient: PatientID,
    split: "",
    label: Projection === "EXCLUDE" ? undefined : toLabel(labels),
    facts: {
      projection: Projection,
      sex: row.PatientSex_DICOM ?? "",
      pediatric: row.Pediatric ?? "",
      method: row.MethodLabel ?? "",
      photometric: row.PhotometricInterpretation_DICOM ?? "",
      findings: labels.filter((label) => label !== "normal").join("+"),
    },
  };
}

function toLabel(labels: readonly string[]): PublishedImage["label"] {
  if (labels.length === 0 || labels.some((label) => unusable.includes(label))) return undefined;
  if (!labels.includes("normal")) return "abnormal";
  return labels.every((label) => label === "normal") ? "normal" : undefined;
}

/** A list of texts as Python writes it: ['pleural effusion', "crohn's"]. */
function parseList(text: string): string[] {
  const items = text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g);
  return [...items].map(([, single, double]) => (single ?? double ?? "").trim().toLowerCase());
}
