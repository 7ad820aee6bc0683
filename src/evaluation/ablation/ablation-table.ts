import { formatFigure, formatShare } from "../format.ts";
import type { ResultTable } from "../result-tables.ts";
import type { VariantResult } from "./ablate.ts";

/** Image and, where lesions are outlined, pixel figures of each variant. */
export function ablationTable(results: readonly VariantResult[]): ResultTable {
  const outlined = results.some(({ metrics }) => metrics.pixel);
  return {
    header: [
      "Scoring",
      "Image AUROC",
      "Sensitivity at 5 % FPR",
      ...(outlined ? ["Pixel AP", "Dice, calibrated"] : []),
      "Realised FPR",
    ],
    rows: results.map(({ variant, metrics: { image, pixel, calibration } }) => ({
      baseline: false,
      cells: [
        variant.name,
        image ? formatFigure(image.auroc) : "–",
        image ? formatFigure(image.sensitivityAt5Fpr) : "–",
        ...(outlined
          ? [pixel ? formatFigure(pixel.ap) : "–", pixel ? formatFigure(pixel.diceCalibrated) : "–"]
          : []),
        formatShare(calibration.realisedFpr),
      ],
    })),
  };
}
