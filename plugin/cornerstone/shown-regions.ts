import type { EngineResult } from "../../src/inference/engine.ts";
import { findRegions } from "../../src/scoring/regions.ts";
import type { ShownRegions } from "../../src/ui/panel-data.ts";
import type { OverlayStyle } from "../overlay.ts";
import type { Cornerstone } from "./host.ts";
import { readFacts } from "./read-facts.ts";

const known = new WeakMap<EngineResult, ShownRegions>();

/**
 * The regions above the threshold that the heatmap is drawn with. Regions are the anomaly map's: while another map is
 * shown, or no threshold, they are those above the calibrated one.
 */
export function shownRegions(
  result: EngineResult,
  style: OverlayStyle,
  {
    imageId,
    metaData,
  }: { readonly imageId: string; readonly metaData: Pick<Cornerstone["metaData"], "get"> },
): ShownRegions {
  const { anomaly: map } = result.maps;
  const { threshold } = style;
  if (style.map !== "anomaly" || typeof threshold !== "number" || threshold === result.threshold || !map) {
    return result;
  }
  const last = known.get(result);
  if (last?.threshold === threshold) return last;
  const { height, width, affine } = result;
  const { spacing } = readFacts(imageId, metaData);
  const regions = findRegions({ map, height, width, affine, spacing, threshold });
  const shown = { regions, threshold };
  known.set(result, shown);
  return shown;
}
