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

/**
 * CheXpert 1.0, chest radiographs (Irvin et al. 2019), in either size: train.csv and valid.csv. A finding is 1 (present),
 * 0 (absent), -1 (uncertain) or empty (not mentioned). Healthy is "No Finding" without a finding that is present or
 * uncertain; abnormal is any finding that is present; all else is left out. Support devices are no finding.
 */
export const readChexpert: PublishedReader = async function* (folder, signal) {
  const tables = await findTables(folder, /^(train|valid)\.csv$/, "train.csv of CheXpert");
  for (const table of tables) {
    const required = ["Path", "Frontal/Lateral", "No Finding", "Support Devices", ...findings];
    for await (const row of readTable(join(folder, table), required, signal)) {
      yield toImage(folder, row, table === "valid.csv" ? "val" : "train");
    }
  }
};

function toImage(folder: string, row: TableRow, split: string): PublishedImage {
  const path = row.Path!;
  const patient = /\/(patient\d+)\//.exec(path)?.[1];
  if (patient === undefined) throw new DataError(`"${path}" is not a path as CheXpert has them.`);
  const present = findings.filter((name) => Number(row[name]) === 1);
  const isUncertain = findings.some((name) => Number(row[name]) === -1);
  const isClear = !isUncertain && Number(row["No Finding"]) === 1;
  return {
    files: [insideFolder(folder, withoutFirst(path))],
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
