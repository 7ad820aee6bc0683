import type { Series } from "../files/series.ts";
import { findPrior } from "./find-prior.ts";
import { cellCount } from "./layouts.ts";
import { matchingPrior } from "./match-images.ts";
import type { Viewports } from "./viewports.ts";

/**
 * Puts the active series beside one of another study of the patient, at the same place.
 *
 * @param open all series that there are
 * @returns false where no such study is open
 */
export function comparePrior(viewports: Viewports, open: readonly Series[]): boolean {
  const { series, index } = viewports;
  const found = series && findPrior(series, open);
  if (!found) return false;
  const { current, prior } = found;
  const other = series === current ? prior : current;
  const places = new Map([
    [series, index],
    [other, matchingPrior(other, { series, index })],
  ]);
  const firstImage = (of: Series) => of.imageIds[places.get(of)!];
  if (cellCount(viewports.layout) < 2 || viewports.layout === "mpr") viewports.setLayout("1x2");
  viewports.assign(0, current, firstImage(current), "current");
  viewports.assign(1, prior, firstImage(prior), "prior");
  viewports.activate(series === current ? 0 : 1);
  return true;
}
