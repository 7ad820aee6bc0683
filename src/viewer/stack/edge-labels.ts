import type { Types } from "@cornerstonejs/core";
import { utilities } from "@cornerstonejs/tools";
import type { EdgeLabels } from "./view-state.ts";

const { getOrientationStringLPS, invertOrientationStringLPS } = utilities.orientation;

/** The patient's directions at the four edges (PS3.3 C.7.6.1.1.1), from where the camera looks. */
export function edgeLabels({ viewUp, viewPlaneNormal }: Types.ICamera): EdgeLabels | undefined {
  if (!viewUp || !viewPlaneNormal) return undefined;
  const [a, b, c] = viewUp;
  const [d, e, f] = viewPlaneNormal;
  const toRight: Types.Point3 = [b * f - c * e, c * d - a * f, a * e - b * d];
  const top = getOrientationStringLPS(viewUp);
  const right = getOrientationStringLPS(toRight);
  return {
    top,
    right,
    bottom: invertOrientationStringLPS(top),
    left: invertOrientationStringLPS(right),
  };
}
