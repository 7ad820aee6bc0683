import { formatFigure, formatSizes } from "./format.ts";
import type { TableRow } from "./html-page.ts";
import type { Metrics } from "./metrics-schema.ts";
import { type ImageRow, imageRows, mapScoreRows, pixelRows, variantName } from "./result-rows.ts";

/** Text alone: the report makes HTML of it, the model card Markdown. */
export interface ResultTable {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

const imageHeader = ["AUROC", "Average precision", "Sensitivity at 5 % FPR", "FPR at 95 % sensitivity"];

export function imageTables(metrics: Metrics): { readonly scores: ResultTable; readonly maps: ResultTable } {
  const rows = (of: readonly ImageRow[]): TableRow[] =>
    of.map(({ name, baseline, figures }) => ({
      baseline,
      cells: [
        name,
        formatFigure(figures.auroc),
        formatFigure(figures.ap),
        formatFigure(figures.sensitivityAt5Fpr),
        formatFigure(figures.fprAt95Sensitivity),
      ],
    }));
  return {
    scores: { header: ["Score", ...imageHeader], rows: rows(imageRows(metrics)) },
    maps: { header: ["Map", ...imageHeader], rows: rows(mapScoreRows(metrics)) },
  };
}

export function pixelTable(metrics: Metrics): ResultTable {
  return {
    header: [
      "Map",
      "Pixel AP",
      "AUPRO (FPR up to 0.3)",
      "Best Dice (oracle)",
      "Dice at the calibrated threshold",
    ],
    rows: pixelRows(metrics).map(({ name, baseline, figures }) => ({
      baseline,
      cells: [
        name,
        formatFigure(figures.ap),
        formatFigure(figures.aupro),
        formatFigure(figures.diceBest),
        figures.diceCalibrated ? formatFigure(figures.diceCalibrated) : "–",
      ],
    })),
  };
}

export function sizeTable({ lesionSize = [] }: Metrics): ResultTable {
  return {
    header: [
      "Lesion in the image",
      "Images",
      "Patients",
      "Sensitivity at the calibrated threshold",
      "AUROC against all healthy images",
    ],
    rows: lesionSize.map((size) => ({
      cells: [
        formatSizes(size),
        String(size.images),
        String(size.patients),
        formatFigure(size.sensitivity),
        formatFigure(size.auroc),
      ],
    })),
  };
}

export function syntheticTable({ synthetic }: Metrics): ResultTable {
  return {
    header: [
      "Anomaly, strength",
      "Radius",
      "Area",
      "Images",
      "Image AUROC",
      "Sensitivity",
      "Pixel AP",
      "Dice",
    ],
    rows: (synthetic?.results ?? []).map((result) => ({
      cells: [
        variantName(result),
        String(result.radius),
        String(Math.round(Math.PI * result.radius ** 2)),
        String(result.images),
        formatFigure(result.image.auroc, 2),
        formatFigure(result.image.sensitivity, 2),
        formatFigure(result.pixel.ap, 2),
        formatFigure(result.pixel.diceCalibrated, 2),
      ],
    })),
  };
}
