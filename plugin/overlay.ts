import type { PixelPoint } from "../src/imaging/affine.ts";
import type { EngineResult, LoadedModel } from "../src/inference/engine.ts";
import type { MapName } from "../src/scoring/maps.ts";
import type { ApplicabilityReason } from "../src/scoring/result.ts";
import type { ColormapName } from "../src/ui/colormaps.ts";
import type { SingleViewMode } from "../src/ui/compare-mode.ts";
import type { Drawing, ModelChoice, ShownRegions } from "../src/ui/panel-data.ts";
import type { OverlayErrorEvent } from "./events/error-event.ts";
import type { Probe, ProbeEvent } from "./events/probe-event.ts";
import type { ScoreEvent } from "./events/score-event.ts";
import type { OverlayState, StateEvent } from "./events/state-event.ts";
import type { TypedEventTarget } from "./events/typed-event-target.ts";

export interface OverlayStyle {
  readonly map: MapName;
  /** 0..1, on top of the colour map's own opacity by value. */
  readonly opacity: number;
  readonly colormap: ColormapName;
  /**
   * Values below it are not drawn. `calibrated`: as measured on healthy images (the anomaly map's own threshold; for
   * another map, the quantile of healthy pixels with the same share of false positives). A number is in the shown
   * map's units.
   */
  readonly threshold: "calibrated" | "off" | number;
  /**
   * `outline`: nothing but lines around what lies above the threshold, for whoever has to see the pixels; where the
   * threshold is off, around what lies above the calibrated one. `both`: lines and colours.
   */
  readonly drawing: Drawing;
  /**
   * On volumes the drawn map is smoothed across slices by a Gaussian of this full width at half maximum, mm; 0 by
   * default. It is for display alone: scores, regions, probes and what is stored come from the maps as they are. The
   * calibrated threshold was measured without it: fewer healthy pixels exceed it then, and findings of few slices fade.
   */
  readonly smoothingMm?: number;
}

export const defaultOverlayStyle: OverlayStyle = {
  map: "anomaly",
  opacity: 0.6,
  colormap: "inferno",
  threshold: "calibrated",
  drawing: "filled",
};

/** A shape drawn on one image, in its pixels; centres of pixels lie at whole numbers. */
export interface Outline {
  /** The only image it is drawn on. */
  readonly imageId: string;
  readonly shape: OutlineMask | OutlinePolygon;
  /** As CSS writes colours. */
  readonly colour: string;
  readonly label?: string;
}

/** [rows, columns] of the image; what is not 0 is surrounded. */
export interface OutlineMask {
  readonly mask: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
}

export interface OutlinePolygon {
  readonly points: readonly PixelPoint[];
}

/** How many of a volume's slices have been scored. */
export interface OverlayProgress {
  readonly done: number;
  readonly total: number;
}

/** A place on the screen, in the viewport's CSS pixels, or on the image that `imageId` names, in its pixels. */
export type ProbePlace =
  | { readonly canvas: readonly [x: number, y: number] }
  | { readonly pixel: PixelPoint };

/** What is shown in the image's place. */
export interface Comparison {
  readonly mode: Exclude<SingleViewMode, "original">;
  /** Drawn above the reconstruction, so that nobody takes it for the image; in the reader's language. */
  readonly label: string;
  /** What a screen reader calls the divider of a swipe; `label` where it is left out. */
  readonly dividerLabel?: string;
}

export type OverlayEventMap = {
  "residua-probe": ProbeEvent;
  "residua-score": ScoreEvent;
  "residua-state": StateEvent;
  "residua-error": OverlayErrorEvent;
};

/**
 * The heatmap on one viewport. It scores every image the viewport comes to show, whether `enabled` or not, so that
 * scores and regions are known and the toggle answers at once. Of a volume it scores the slice nearest to the plane in
 * the same way, and all others, nearest first, while the heatmap is enabled in any viewport that shows the volume.
 *
 * What it tells on a volume is about one slice: in the plane of acquisition the nearest, across it the one with the
 * highest score so far.
 */
export interface Overlay extends TypedEventTarget<OverlayEventMap> {
  /** Whether the heatmap and the selected region are drawn; false at first. Outlines are drawn either way. */
  enabled: boolean;
  get style(): OverlayStyle;
  /** Takes over what is given, keeps the rest. */
  set style(change: Partial<OverlayStyle>);
  readonly state: OverlayState;
  /** Why the image on the screen is refused, or shown with caution. */
  readonly reasons: readonly ApplicabilityReason[];
  /** What went wrong while `state` is `error`. */
  readonly error: Error | undefined;
  /** The image on the screen; undefined when there is none. */
  readonly imageId: string | undefined;
  /** Result of the image on the screen; undefined while there is none. */
  readonly result: EngineResult | undefined;
  /** The model that `result` comes from, or that is at work. */
  readonly model: LoadedModel | undefined;
  /** The models that apply to the image on the screen by its tags; all of them while `override` is on. */
  readonly choices: readonly ModelChoice[];
  /**
   * Whether the series on the screen is scored although the model refuses its images; for research alone, false at
   * first. It holds for the series in all viewports. A warning is painted over every image whose rules are overridden,
   * and every result says `overridden`. An image that cannot be prepared for the model stays refused.
   */
  override: boolean;
  /**
   * Regions of `result` above the threshold that the anomaly map is drawn with; above the calibrated one while another
   * map is shown or the threshold is off. Undefined while there is no result.
   */
  readonly regions: ShownRegions | undefined;
  /** The region of `regions` that is centred and outlined; undefined when none is. */
  readonly selectedRegion: number | undefined;
  /** Centres the view on a region of `regions`, keeping zoom and orientation, and outlines it. `undefined` removes the outline. */
  selectRegion(id: number | undefined): void;
  /**
   * What is at a place, whether the heatmap is drawn or not; undefined outside the image. In a volume that is the
   * nearest slice, whose reconstruction is not kept. As the pointer moves over the viewport, `residua-probe` tells it.
   */
  probe(place: ProbePlace): Probe | undefined;
  /** Shapes on the same layer as the region's outline, such as the true mask of a sample. */
  outlines: readonly Outline[];
  /**
   * Shows the reconstruction in the image's place, both in turn, or each on its side of a divider, whether the heatmap
   * is drawn or not; undefined at first. It stays from image to image. On volumes it is shown in the plane of
   * acquisition alone, of the slice that `imageId` names.
   */
  comparison: Comparison | undefined;
  /** While a volume's slices are being scored; undefined on stacks and where all are done. */
  readonly progress: OverlayProgress | undefined;
  /** mm between the slices of the volume on the screen; undefined on stacks. */
  readonly sliceSpacing: number | undefined;
  /** Scores the image on the screen again, after an error. */
  retry(): void;
  /** Takes the actor, the layer, the cached image and all listeners away. */
  dispose(): void;
}
