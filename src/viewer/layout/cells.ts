import type { Series } from "../files/series.ts";
import type { Role } from "../texts/layout-text.ts";
import type { Plane } from "./layouts.ts";
import type { SeriesVolume } from "./series-volume.ts";

/** What one viewport shows. */
export interface Cell {
  readonly id: string;
  readonly series: Series | undefined;
  readonly firstImage: string | undefined;
  readonly examination: Role | undefined;
  readonly plane?: Plane;
  readonly volume?: SeriesVolume;
}

/** What a viewport of the page is to show, also while the layout has none for it. */
export interface Slot {
  /** The series' own. */
  readonly key?: string;
  readonly firstImage?: string | undefined;
  readonly examination?: Role;
}
