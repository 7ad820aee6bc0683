import { msg, str } from "@lit/localize";
import type { Figure } from "../../evaluation/bootstrap.ts";
import type { LocalWarning } from "../../evaluation/local-report.ts";
import { formatNumber, formatShare } from "../../ui/localization/format.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { problemText } from "../../ui/texts/problem-text.ts";

/** A share with its 95 % interval, where there is one. */
export function figureText({ value, ci95 }: Figure): string {
  if (!ci95) return formatShare(value);
  return msg(str`${formatShare(value)} (${formatShare(ci95[0])} to ${formatShare(ci95[1])})`);
}

/** What a warning means for the site, in the interface's language. */
export function warningText(warning: LocalWarning): string {
  switch (warning) {
    case "site-differs":
      return msg(
        "The healthy images of this site score differently from those of the first calibration. The new thresholds hold for them, but what the model finds here is not known: evaluate it on local images with known findings before use.",
      );
    case "few-patients":
      return msg(
        "The images are of fewer than 10 patients. The rate among others may be far from the one given here: add images of more patients.",
      );
    case "many-refused":
      return msg(
        "The model is not for more than a tenth of the images. Check that the folder holds only what the model was made for.",
      );
  }
}

/** What went wrong and what to do, in the interface's language. */
export function recalibrationProblemText(problem: Problem): string {
  const { code, details } = problem;
  if (code !== "data" || typeof details.minimum !== "number") return problemText(problem);
  const [least, there] = [formatNumber(details.minimum), formatNumber(Number(details.images))];
  return msg(
    str`Too few images: at least ${least} healthy images that the model is for are needed, there are ${there}. Add more, better of other patients than more of the same ones; 100 to 300 are good.`,
  );
}
