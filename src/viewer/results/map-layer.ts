import * as cornerstone from "@cornerstonejs/core";
import { HeatmapActor, type HeatmapLook } from "../../../plugin/cornerstone/heatmap-actor.ts";
import { slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import type { MapOnImage } from "./placed-overlay.ts";

const { Events } = cornerstone.Enums;

/** What is drawn on an image, and how. */
export interface DrawnMap {
  readonly map: MapOnImage;
  readonly look: HeatmapLook;
}

/** A parametric map over a stack viewport, drawn as Residua's own heatmap is. */
export class MapLayer {
  readonly #viewport: cornerstone.Types.IStackViewport;
  readonly #actor: HeatmapActor;
  readonly #find: (imageId: string) => DrawnMap | undefined;
  readonly #listeners = new AbortController();
  /** Counts the drawings that were begun: only the newest is finished. */
  #drawings = 0;

  constructor(viewport: cornerstone.Types.IStackViewport, find: (imageId: string) => DrawnMap | undefined) {
    this.#viewport = viewport;
    this.#find = find;
    this.#actor = new HeatmapActor(cornerstone, viewport);
    const { signal } = this.#listeners;
    const { element } = viewport;
    element.addEventListener(Events.PRE_STACK_NEW_IMAGE, () => this.#hide(), { signal });
    element.addEventListener(Events.STACK_NEW_IMAGE, () => void this.refresh(), { signal });
    element.addEventListener(Events.CAMERA_MODIFIED, () => this.#actor.faceCamera(), { signal });
  }

  /** After another image or another map. */
  async refresh(): Promise<void> {
    const drawing = ++this.#drawings;
    const imageId = this.#viewport.getCornerstoneImage()?.imageId;
    const plane = slicePlane(this.#viewport);
    const drawn = imageId === undefined ? undefined : this.#find(imageId);
    if (!drawn || !plane || imageId === undefined) {
      this.#hide();
      return;
    }
    const { map, look } = drawn;
    const { lower } = look.display.range;
    const values = map.values().map((value) => (Number.isFinite(value) ? value : lower));
    const heatmap = { imageId, plane: { ...plane, rows: map.rows, columns: map.columns }, values };
    await this.#actor.prepare(heatmap);
    const isStale = drawing !== this.#drawings || this.#listeners.signal.aborted;
    if (isStale || this.#viewport.getCornerstoneImage()?.imageId !== imageId) return;
    this.#actor.draw(heatmap, look);
    this.#viewport.render();
  }

  dispose(): void {
    this.#listeners.abort();
    this.#drawings++;
    this.#actor.dispose();
  }

  #hide(): void {
    this.#drawings++;
    if (!this.#actor.visible) return;
    this.#actor.hide();
    this.#viewport.render();
  }
}
