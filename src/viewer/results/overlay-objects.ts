import * as cornerstone from "@cornerstonejs/core";
import type { ReactiveControllerHost } from "lit";
import type { Outline } from "../../../plugin/index.ts";
import type { ReadOverlay } from "../../report/reading/read-overlay.ts";
import { type UnreadableReason, unreadableReason } from "../../report/reading/unreadable.ts";
import type { Series } from "../files/series.ts";
import { type DrawnMap, MapLayer } from "./map-layer.ts";
import { type MapOnImage, mapOnSeries, segmentColour, segmentOutlines } from "./placed-overlay.ts";

/** A segmentation or a map that was opened, or why it was not. */
export type OverlayEntry =
  | {
      readonly id: number;
      readonly fileName: string;
      readonly overlay: ReadOverlay;
      readonly shown: boolean;
      /** Images of the series on the screen that it lies on. */
      readonly images: number;
      /** Of its segments, as CSS writes them; none for a map. */
      readonly colours: readonly string[];
    }
  | { readonly id: number; readonly fileName: string; readonly reason: UnreadableReason };

export interface OverlayObjectsOptions {
  /** Of the active viewport. */
  readonly series: () => Series | undefined;
  readonly viewports: () => readonly (cornerstone.Types.IStackViewport | cornerstone.Types.IVolumeViewport)[];
  /** The outlines to draw have changed. */
  readonly onOutlines: (outlines: readonly Outline[]) => void;
}

interface Opened {
  readonly id: number;
  readonly fileName: string;
  readonly overlay?: ReadOverlay;
  readonly reason?: UnreadableReason;
}

interface Placed {
  readonly outlines: readonly Outline[];
  readonly maps: ReadonlyMap<string, MapOnImage>;
}

const mapOpacity = 0.6;
const mapColours = "viridis";

/** Segmentations and parametric maps that were opened beside the images that they lie on. */
export class OverlayObjects {
  readonly #host: ReactiveControllerHost;
  readonly #options: OverlayObjectsOptions;
  #opened: readonly Opened[] = [];
  readonly #hidden = new Set<number>();
  readonly #placed = new WeakMap<Series, Map<number, Placed>>();
  readonly #layers = new Map<unknown, MapLayer>();
  #series: Series | undefined;
  #count = 0;

  constructor(host: ReactiveControllerHost, options: OverlayObjectsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController({
      hostUpdated: () => this.#follow(),
      hostDisconnected: () => this.#dropLayers(),
    });
  }

  /** As the panel lists them. */
  get entries(): readonly OverlayEntry[] {
    return this.#opened.map(({ id, fileName, overlay, reason }) => {
      if (!overlay) return { id, fileName, reason: reason ?? "damaged" };
      const segments = overlay.kind === "segmentation" ? overlay.object.segments : [];
      return {
        id,
        fileName,
        overlay,
        shown: !this.#hidden.has(id),
        images: this.#imagesOf(id),
        colours: segments.map(segmentColour),
      };
    });
  }

  async add(files: readonly File[]): Promise<void> {
    const { readOverlay } = await import("../../report/reading/read-overlay.ts");
    for (const file of files) {
      const opened = { id: ++this.#count, fileName: file.name };
      try {
        const overlay = readOverlay(new Uint8Array(await file.arrayBuffer()));
        this.#opened = [...this.#opened.filter((other) => !isSame(other, overlay)), { ...opened, overlay }];
      } catch (error) {
        this.#opened = [...this.#opened, { ...opened, reason: unreadableReason(error) }];
      }
      this.#draw();
    }
  }

  toggle(id: number): void {
    if (!this.#hidden.delete(id)) this.#hidden.add(id);
    this.#draw();
  }

  remove(id: number): void {
    this.#opened = this.#opened.filter((opened) => opened.id !== id);
    this.#draw();
  }

  #imagesOf(id: number): number {
    const { series } = this.#options;
    const shown = series();
    const placed = shown && this.#placeOn(shown).get(id);
    return placed
      ? new Set([...placed.outlines.map(({ imageId }) => imageId), ...placed.maps.keys()]).size
      : 0;
  }

  /** Where each object lies on a series; worked out once. */
  #placeOn(series: Series): ReadonlyMap<number, Placed> {
    const known = this.#placed.get(series) ?? new Map<number, Placed>();
    this.#placed.set(series, known);
    for (const { id, overlay } of this.#opened) {
      if (!overlay || known.has(id)) continue;
      known.set(
        id,
        overlay.kind === "segmentation"
          ? { outlines: segmentOutlines(overlay.object, series), maps: new Map() }
          : { outlines: [], maps: mapOnSeries(overlay.object, series) },
      );
    }
    return known;
  }

  /** The page shows another series, or has other viewports. */
  #follow(): void {
    const series = this.#options.series();
    const stacks = this.#options.viewports().filter(isStack);
    for (const [viewport, layer] of this.#layers) {
      if (stacks.some((stack) => stack === viewport)) continue;
      layer.dispose();
      this.#layers.delete(viewport);
    }
    if (this.#opened.some(({ overlay }) => overlay?.kind === "map")) {
      for (const viewport of stacks) {
        if (this.#layers.has(viewport)) continue;
        const layer = new MapLayer(viewport, (imageId) => this.#mapOf(imageId));
        this.#layers.set(viewport, layer);
        void layer.refresh();
      }
    }
    if (series === this.#series) return;
    this.#series = series;
    if (this.#opened.length > 0) this.#draw();
  }

  #draw(): void {
    const series = this.#options.series();
    const placed = series ? [...this.#placeOn(series)] : [];
    const shown = placed.filter(([id]) => this.#isShown(id));
    this.#options.onOutlines(shown.flatMap(([, { outlines }]) => outlines));
    for (const layer of this.#layers.values()) void layer.refresh();
    this.#host.requestUpdate();
  }

  /** The newest map that lies on an image. */
  #mapOf(imageId: string): DrawnMap | undefined {
    const series = this.#options.series();
    if (!series) return undefined;
    const placed = this.#placeOn(series);
    for (const { id, overlay } of [...this.#opened].reverse()) {
      const map = placed.get(id)?.maps.get(imageId);
      if (!map || overlay?.kind !== "map" || !this.#isShown(id)) continue;
      const { range } = overlay.object;
      const upper = range.upper > range.lower ? range.upper : range.lower + 1;
      const display = { range: { lower: range.lower, upper }, threshold: Number.NEGATIVE_INFINITY };
      return { map, look: { display, colours: mapColours, opacity: mapOpacity } };
    }
    return undefined;
  }

  #isShown(id: number): boolean {
    return !this.#hidden.has(id) && this.#opened.some((opened) => opened.id === id);
  }

  #dropLayers(): void {
    for (const layer of this.#layers.values()) layer.dispose();
    this.#layers.clear();
  }
}

function isStack(
  viewport: cornerstone.Types.IStackViewport | cornerstone.Types.IVolumeViewport,
): viewport is cornerstone.Types.IStackViewport {
  return viewport.type === cornerstone.Enums.ViewportType.STACK;
}

/** The same object opened again takes the place of the first. */
function isSame({ overlay }: Opened, { object }: ReadOverlay): boolean {
  return object.SOPInstanceUID !== "" && overlay?.object.SOPInstanceUID === object.SOPInstanceUID;
}
