import { formatFigure } from "../../evaluation/format.ts";
import { escapeHtml, table } from "../../evaluation/html-page.ts";
import type { SetFigures, SpreadFigure } from "../../evaluation/sample-quality/compare-sets.ts";
import type { TrainingReport } from "./training-report.ts";

/** The figures of reconstructions and samples. */
export function qualitySection({ quality, preset }: TrainingReport): string {
  const { reconstruction, samples, images, patients } = quality;
  const first = table(
    ["Reconstruction of hold-out images", "Value"],
    [
      { cells: ["PSNR, dB", formatFigure(reconstruction.psnr, 1)] },
      { cells: ["SSIM", formatFigure(reconstruction.ssim)] },
    ],
  );
  return `<h2>How good reconstructions and samples are</h2>
<p>On ${images} healthy images of ${patients} patients that were not trained on: <code>${escapeHtml(preset.data.calibrate)}</code>.
In brackets: 95 % intervals from resampling patients.</p>
${first}
${
  samples
    ? `${table(
        ["Against hold-out images", "Fréchet distance", "Precision", "Recall"],
        [
          { cells: ["samples from the prior", ...cellsOf(samples.generated)] },
          { baseline: true, cells: ["other hold-out images (reference)", ...cellsOf(samples.real)] },
        ],
      )}
<p class="footnote">Means over ${samples.halvings} divisions of the hold-out images into halves by patient (lowest to highest); each
compares ${samples.images} images with as many. The reference is what a perfect model would come to. Fréchet distance, and precision
and recall from nearest neighbours, in a fixed feature space of low cosine terms and wavelet energies: lower is closer for
the distance, 1 is best for the others. They compare with figures of this feature space, image size and hold-out set alone,
not with those of networks trained on photographs.</p>`
    : `<p>The hold-out images are too few, or of too few patients, to compare samples from the prior with.</p>`
}`;
}

function cellsOf({ frechet, precision, recall }: SetFigures): string[] {
  return [formatSpread(frechet), formatSpread(precision), formatSpread(recall)];
}

function formatSpread({ mean, lowest, highest }: SpreadFigure): string {
  return `${mean.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
}
