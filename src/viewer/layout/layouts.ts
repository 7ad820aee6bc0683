/** How the page parts its middle. `mpr`: one series in three planes. */
export const layouts = ["1x1", "1x2", "2x2", "mpr"] as const;
export type Layout = (typeof layouts)[number];

/** Planes of the patient that a volume is cut along. */
export const planes = ["axial", "sagittal", "coronal"] as const;
export type Plane = (typeof planes)[number];

/** How many viewports a layout has. */
export function cellCount(layout: Layout): number {
  return { "1x1": 1, "1x2": 2, "2x2": 4, mpr: planes.length }[layout];
}
