import type { ImageViewport } from "../stack/page-stage.ts";
import type { Viewports } from "./viewports.ts";

/** The page's viewports, as far as they are parted in two for a comparison. */
export type TwoViewports = Pick<
  Viewports,
  | "setting"
  | "layout"
  | "cells"
  | "slots"
  | "active"
  | "series"
  | "index"
  | "assign"
  | "restore"
  | "activate"
  | "setLayout"
  | "toggleScroll"
  | "toggleDisplay"
>;

export interface SideBySideOptions {
  readonly viewports: TwoViewports;
  /** Shows the reconstruction in a viewport, or the image again. */
  readonly onReconstruction: (viewport: ImageViewport, shown: boolean) => void;
}

/** What comes back at the end. */
interface Before {
  readonly key: string;
  readonly setting: Viewports["setting"];
  readonly slots: Viewports["slots"];
  readonly active: number;
}

/**
 * One series in two viewports that scroll, zoom and are windowed together: the image on the left, its reconstruction on
 * the right. How the page was parted before is kept, and comes back.
 */
export class SideBySide {
  readonly #options: SideBySideOptions;
  #before: Before | undefined;
  /** Of the reconstruction, once it is there. */
  #right: ImageViewport | undefined;

  constructor(options: SideBySideOptions) {
    this.#options = options;
  }

  /** Another layout, or another series on either side, is the end of it. */
  get shown(): boolean {
    const { layout, cells } = this.#options.viewports;
    const key = this.#before?.key;
    return key !== undefined && layout === "1x2" && cells.every(({ series }) => series?.key === key);
  }

  begin(): void {
    const { viewports } = this.#options;
    const { series, index, setting, slots, active } = viewports;
    if (!series || this.shown) return;
    this.#before = { key: series.key, setting, slots, active };
    const firstImage = series.imageIds[index];
    if (viewports.layout !== "1x2") viewports.setLayout("1x2");
    if (!setting.scroll) viewports.toggleScroll();
    if (!setting.display) viewports.toggleDisplay();
    for (const cell of [1, 0]) viewports.assign(cell, series, firstImage);
  }

  /** Tells which viewports are on the page. */
  follow(onPage: readonly ImageViewport[]): void {
    if (!this.#before || onPage.length < 2) return;
    if (!this.shown) this.end();
    else if (this.#right !== onPage[1]) {
      this.#right = onPage[1];
      this.draw();
    }
  }

  /** Draws the reconstruction, with its label in the language that is set now. */
  draw(): void {
    if (this.#right) this.#options.onReconstruction(this.#right, true);
  }

  end(): void {
    const { viewports, onReconstruction } = this.#options;
    const before = this.#before;
    if (!before) return;
    const whole = this.shown;
    this.#before = undefined;
    if (this.#right) onReconstruction(this.#right, false);
    this.#right = undefined;
    const { setting } = before;
    // What three planes show is the first viewport's, whichever of them is active.
    const active = setting.layout === "mpr" ? 0 : before.active;
    if (viewports.setting.scroll !== setting.scroll) viewports.toggleScroll();
    if (viewports.setting.display !== setting.display) viewports.toggleDisplay();
    if (!whole) return;
    const firstImage = viewports.series?.imageIds[viewports.index];
    const slots = before.slots.map((slot, cell) => (cell === active ? { ...slot, firstImage } : slot));
    viewports.restore(slots, active);
    if (viewports.layout !== setting.layout) viewports.setLayout(setting.layout);
  }
}
