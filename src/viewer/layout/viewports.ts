import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ResiduaViewport } from "../elements/residua-viewport.ts";
import type { Series } from "../files/series.ts";
import type { ImageViewport } from "../stack/page-stage.ts";
import type { ViewState } from "../stack/view-state.ts";
import { keepLayout, keptLayout, type LayoutSetting } from "../storage/layout-setting.ts";
import type { Role } from "../texts/layout-text.ts";
import type { Cell, Slot } from "./cells.ts";
import { imagePlanes, patientPoint } from "./image-planes.ts";
import { cellCount, type Layout, planes } from "./layouts.ts";
import { LinkedViews } from "./linked-views.ts";
import { sharesSpace } from "./match-images.ts";
import type { VolumeProgress } from "./series-volume.ts";
import { ThreePlanes } from "./three-planes.ts";
import type { VolumeRefusal } from "./volume-refusal.ts";

export interface ViewportsOptions {
  readonly series: () => readonly Series[];
  /** The elements of `cells`, in their order. */
  readonly elements: () => readonly ResiduaViewport[];
  /** Another viewport is active, or it shows something else. */
  readonly onChange: () => void;
  /** The viewports on the page, and the active one, as soon as they can be drawn on. */
  readonly onViewports: (viewports: readonly ImageViewport[], active: ImageViewport | undefined) => void;
  readonly onRefusal: (refusal: VolumeRefusal) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Which viewports there are, what they show, and which of them is active. */
export class Viewports implements ReactiveController {
  /** What the active viewport shows. */
  view: ViewState | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #options: ViewportsOptions;
  readonly #slots: Slot[] = [{}, {}, {}, {}];
  readonly #planes: ThreePlanes;
  readonly #linked: LinkedViews;
  #setting = keptLayout();
  #active = 0;

  constructor(host: ReactiveControllerHost, options: ViewportsOptions) {
    this.#host = host;
    this.#options = options;
    this.#planes = new ThreePlanes(host, options.elements);
    this.#linked = new LinkedViews(options.elements);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#linked.dispose();
    this.#planes.dispose();
  }

  hostUpdated(): void {
    void this.#settle();
  }

  get setting(): LayoutSetting {
    return this.#setting;
  }

  /** The layout on the screen: one viewport until the volume for three planes is there. */
  get layout(): Layout {
    return this.#setting.layout === "mpr" && !this.#planes.volume ? "1x1" : this.#setting.layout;
  }

  /** While a series is being stacked to a volume. */
  get progress(): VolumeProgress | undefined {
    return this.#planes.progress;
  }

  get cells(): readonly Cell[] {
    const { volume } = this.#planes;
    if (this.layout === "mpr" && volume) {
      const series = this.#find(this.#slots[0]!) ?? volume.series;
      return planes.map((plane) => ({
        id: plane,
        series,
        firstImage: undefined,
        examination: undefined,
        plane,
        volume,
      }));
    }
    return this.#slots.slice(0, cellCount(this.layout)).map((slot, index) => ({
      id: `stack-${index}`,
      series: this.#find(slot),
      firstImage: slot.firstImage,
      examination: slot.examination,
    }));
  }

  get active(): number {
    return Math.min(this.#active, cellCount(this.layout) - 1);
  }

  /** Of the active viewport. */
  get series(): Series | undefined {
    return this.cells[this.active]?.series;
  }

  /** Of the active viewport. */
  get element(): ResiduaViewport | undefined {
    return this.#options.elements()[this.active];
  }

  /** Index of the series' image that the active viewport shows or, in a plane, is next to. */
  get index(): number {
    const at = this.series?.imageIds.indexOf(this.view?.imageId ?? "") ?? -1;
    return at === -1 ? (this.view?.index ?? 0) : at;
  }

  /** Shows a series in the active viewport; in three planes, in all of them. */
  show(series: Series, firstImage: string | undefined): void {
    if (this.#setting.layout === "mpr") {
      this.#fill(0, { key: series.key, firstImage });
      void this.#cut(series, firstImage);
    } else this.assign(this.active, series, firstImage);
  }

  /** Shows a series in a viewport, which becomes the active one. */
  assign(cell: number, series: Series, firstImage?: string, examination?: Role): void {
    if (this.layout === "mpr") {
      this.show(series, firstImage);
      return;
    }
    const beside = this.#setting.scroll ? this.#linked.beside(cell, series) : undefined;
    this.#fill(cell, {
      key: series.key,
      firstImage: firstImage ?? beside,
      ...(examination ? { examination } : {}),
    });
    this.activate(cell);
  }

  activate(cell: number): void {
    this.#active = cell;
    this.view = this.element?.state;
    this.#changed();
  }

  /** The next viewport (1) or the one before (-1), around the ends. */
  step(step: 1 | -1): void {
    const count = cellCount(this.layout);
    this.activate((this.active + step + count) % count);
    this.element?.focusImage();
  }

  setLayout(layout: Layout): void {
    const { series } = this;
    if (layout === "mpr") {
      if (series) void this.#cut(series);
      else this.#set({ layout });
      return;
    }
    const wasCut = this.layout === "mpr";
    const shown = this.view?.imageId;
    this.#planes.cancel();
    this.#set({ layout });
    if (wasCut && series) this.#slots[0] = { key: series.key, firstImage: shown };
    this.#linked.dispose();
    this.#planes.leave();
    this.activate(Math.min(this.#active, cellCount(layout) - 1));
  }

  /** Ends the stacking of a volume; the layout stays as it is. */
  cancel(): void {
    this.#planes.cancel();
    if (this.#setting.layout === "mpr" && !this.#planes.volume) this.#set({ layout: "1x1" });
  }

  toggleScroll(): void {
    this.#linked.beginAnew();
    this.#set({ scroll: !this.#setting.scroll });
  }

  toggleDisplay(): void {
    this.#set({ display: !this.#setting.display });
  }

  /** Whether a click moves all planes; undefined while there are none. */
  get crosshairs(): boolean | undefined {
    return this.#planes.crosshairs;
  }

  /** In three planes: the left button moves all planes to where it is pressed. */
  useCrosshairs(): void {
    this.#planes.useCrosshairs();
  }

  /** What the viewports show, also those that the layout has no place for; to be given to `restore`. */
  get slots(): readonly Slot[] {
    const elements = this.layout === "mpr" ? [] : this.#options.elements();
    return this.#slots.map((slot, cell) => {
      const imageId = elements[cell]?.state?.imageId;
      return imageId === undefined ? slot : { ...slot, firstImage: imageId };
    });
  }

  /** Shows in the viewports what they showed before, and turns to one of them. */
  restore(slots: readonly Slot[], active: number): void {
    slots.forEach((slot, cell) => {
      this.#fill(cell, slot);
    });
    this.activate(active);
  }

  /** Shows an image of the active series, in planes the slices where it lies. */
  goToImage(index: number): void {
    if (this.layout !== "mpr") this.element?.goToImage(index);
    else for (const element of this.#options.elements()) element.goToImage(index);
  }

  /** Shows a pixel of an image of the active series in every viewport that reaches there. */
  goToPixel(index: number, pixel: { readonly column: number; readonly row: number }): void {
    const { series } = this;
    const plane = series && imagePlanes(series)[index];
    if (!plane) {
      this.goToImage(index);
      return;
    }
    const point = patientPoint(plane, pixel);
    this.#options.elements().forEach((element, cell) => {
      if (cell === this.active && !element.plane) element.goToImage(index);
      else if (element.series && sharesSpace(element.series, series)) element.goToPoint(point);
    });
    this.#planes.centre(point);
  }

  /** A viewport shows something else. */
  onView(cell: number, view: ViewState | undefined): void {
    if (cell !== this.active) return;
    this.view = view;
    if (this.#setting.scroll && this.layout !== "mpr") this.#linked.follow(cell);
    this.#changed();
  }

  #fill(cell: number, slot: Slot): void {
    this.#slots[cell] = slot;
    this.#linked.forgetDistances();
    const series = this.#find(slot);
    const element = this.#options.elements()[cell];
    // The element begins at the first image where the series is new to it.
    if (slot.firstImage !== undefined && series && element?.series === series) {
      element.goToImage(series.imageIds.indexOf(slot.firstImage));
    }
    this.#changed();
  }

  /** Stacks a series and shows it in three planes, where it can be. */
  async #cut(series: Series, firstImage = this.view?.imageId): Promise<void> {
    const refusal = this.#planes.refusal(series);
    if (refusal) {
      if (this.#setting.layout === "mpr") this.setLayout("1x1");
      this.#options.onRefusal(refusal);
      return;
    }
    const shown = series.imageIds.indexOf(firstImage ?? "");
    const begin = shown === -1 ? Math.floor(series.imageIds.length / 2) : shown;
    this.#linked.dispose();
    try {
      if (!(await this.#planes.make(series))) return;
      this.#slots[0] = { key: series.key };
      this.#set({ layout: "mpr" });
      if (!(await this.#planes.join())) return;
      this.goToImage(begin);
      this.activate(0);
    } catch (error) {
      this.setLayout("1x1");
      this.#options.onFailure(error);
    }
  }

  async #settle(): Promise<void> {
    const elements = this.#options.elements();
    await Promise.all(elements.map(({ updateComplete }) => updateComplete));
    const viewports = elements.flatMap(({ isConnected, view }) =>
      isConnected && view ? [view.viewport] : [],
    );
    this.#options.onViewports(viewports, this.element?.view?.viewport);
    this.#linked.settle(this.layout === "mpr", this.#setting.display);
  }

  #find({ key }: Slot): Series | undefined {
    return this.#options.series().find((series) => series.key === key);
  }

  #set(change: Partial<LayoutSetting>): void {
    this.#setting = { ...this.#setting, ...change };
    keepLayout(this.#setting);
    this.#changed();
  }

  #changed(): void {
    this.#host.requestUpdate();
    this.#options.onChange();
  }
}
