import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../../errors/index.ts";
import type { PublishedImage, PublishedReader } from "./published-image.ts";
import { findTables, insideFolder, readTable, type TableRow, withoutFirst } from "./read-table.ts";

const findings = [
  "Enlarged Cardiomediastinum",
  "Cardiomegaly",
  "Lung Opacity",
  "Lung Lesion",
  "Edema",
  "Consolidation",
  "Pneumonia",
  "Atelectasis",
  "Pneumothorax",
  "Pleural Effusion",
  "Pleural Other",
  "Fracture",
] as const;

/** How the set comes since 2021: labels and validation images in one folder, training images in three others. */
const batch = /^CheXpert-v1\.0 batch \d/;

/**
 * CheXpert 1.0, chest radiographs (Irvin et al. 2019), in either size: train.csv and valid.csv. A finding is 1 (present),
 * 0 (absent), -1 (uncertain) or empty (not mentioned). Healthy is "No Finding" without a finding that is present or
 * uncertain; abnormal is any finding that is present; all else is left out. Support devices are no finding. The
 * folder holds train.csv, or the set's numbered batches, unpacked.
 */
export const readChexpert: PublishedReader = async function* (folder, signal) {
  const names = await readdir(folder).catch((): string[] => []);
  const batches = names.filter((name) => batch.test(name)).sort();
  const labels = names.includes("train.csv") ? folder : join(folder, batches[0] ?? "");
  const tables = await findTables(labels, /^(train|valid)\.csv$/, "train.csv of CheXpert");
  for (const table of tables) {
    const required = ["Path", "Frontal/Lateral", "No Finding", "Support Devices", ...findings];
    for await (const row of readTable(join(labels, table), required, signal)) {
      yield toImage(folder, batches, row, table === "valid.csv" ? "val" : "train");
    }
  }
};

function toImage(folder: string, batches: readonly string[], row: TableRow, split: string): PublishedImage {
  const path = row.Path!;
  const patient = /\/(patient\d+)\//.exec(path)?.[1];
  if (patient === undefined) throw new DataError(`"${path}" is not a path as CheXpert has them.`);
  const present = findings.filter((name) => Number(row[name]) === 1);
  const isUncertain = findings.some((name) => Number(row[name]) === -1);
  const isClear = !isUncertain && Number(row["No Finding"]) === 1;
  return {
    files: [
      insideFolder(folder, withoutFirst(path)),
      // A batch of training images has no folder "train".
      ...batches.flatMap((name) => [
        insideFolder(folder, name, withoutFirst(path)),
        insideFolder(folder, name, withoutFirst(withoutFirst(path))),
      ]),
    ],
    patient,
    split,
    label: present.length > 0 ? "abnormal" : isClear ? "normal" : undefined,
    facts: {
      view: row["Frontal/Lateral"]!.toLowerCase(),
      projection: row["AP/PA"] ?? "",
      sex: row.Sex ?? "",
      age: row.Age ?? "",
      findings: present.join("+"),
      devices: Number(row["Support Devices"]) === 1 ? "1" : "0",
    },
  };
}
