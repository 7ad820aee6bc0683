import { LOCALE_STATUS_EVENT } from "@lit/localize";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Outline, Probe } from "../../../plugin/index.ts";
import type { PanelSnapshot } from "../../../plugin/panel-snapshot.ts";
import type { PixelPoint } from "../../imaging/affine.ts";
import type { FramePlane } from "../../imaging/frame.ts";
import { openFindingsStore } from "../../inference/findings-store.ts";
import type { Region } from "../../scoring/result.ts";
import type { SeriesRegion } from "../../scoring/series-regions.ts";
import type { CompareMode } from "../../ui/compare-mode.ts";
import type { ScanCommand } from "../../ui/events/scan-command-event.ts";
import { drawings, type OverlayStyle } from "../../ui/panel-data.ts";
import { type SeriesData, steppedFlag } from "../../ui/series-data.ts";
import { comparisonOf } from "../../ui/texts/comparison-text.ts";
import type { Series } from "../files/series.ts";
import { SideBySide, type TwoViewports } from "../layout/side-by-side.ts";
import { ResiduaLink, type ResiduaLinkOptions } from "../residua/residua-link.ts";
import { SeriesScans } from "../residua/series-scans.ts";
import type { SampleStudies } from "../samples/sample-studies.ts";
import type { ImageViewport } from "../stack/page-stage.ts";
import { drawRegionThumbnail } from "../stack/region-thumbnail.ts";
import { keepStyle, keptStyle } from "../storage/style-setting.ts";

const opacityStep = 0.1;

/** What the active viewport shows. */
export interface ActiveView {
  readonly series: Series | undefined;
  /** Index of the image. */
  readonly index: number;
  /** Whether that image could not be loaded. */
  readonly unreadable: boolean;
}

export interface ActiveOverlayOptions {
  readonly samples: SampleStudies;
  /** Another image of the series is to be shown. */
  readonly onGoTo: (index: number) => void;
  /** A pixel of an image of the series is to be shown, in every viewport that reaches there. */
  readonly onGoToPixel: (index: number, pixel: PixelPoint) => void;
  /** What the panel says under the image's values; `spoken` where the keyboard asked for it. */
  readonly onProbe: (probe: Probe | undefined, spoken: boolean) => void;
}

/** What the panel and the page's commands work on: overlay, scan and regions of the active viewport. */
export class ActiveOverlay implements ReactiveController {
  truthShown = false;
  #opened: readonly Outline[] = [];
  /** What is kept of images in this browser. */
  readonly store = openFindingsStore();
  readonly #host: ReactiveControllerHost;
  readonly #options: ActiveOverlayOptions;
  readonly #scans: SeriesScans;
  #link: ResiduaLink | undefined;
  #view: ActiveView = { series: undefined, index: 0, unreadable: false };
  #listeners: AbortController | undefined;
  #sides: SideBySide | undefined;

  constructor(host: ReactiveControllerHost, options: ActiveOverlayOptions) {
    this.#host = host;
    this.#options = options;
    this.#scans = new SeriesScans({ store: this.store, onChange: () => host.requestUpdate() });
    host.addController(this);
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // The label above a reconstruction is painted: it does not change its language by itself.
    window.addEventListener(LOCALE_STATUS_EVENT, () => this.#relabelComparison(), { signal });
  }

  hostDisconnected(): void {
    this.#listeners?.abort();
    this.#scans.dispose();
    this.#link?.dispose();
  }

  start(options: Omit<ResiduaLinkOptions, "style" | "onChange" | "onProbe">): void {
    this.#link = new ResiduaLink({
      ...options,
      style: keptStyle(),
      onChange: () => this.#changed(),
      onProbe: (probe) => this.#options.onProbe(probe, false),
    });
    void this.#link.start();
  }

  get link(): ResiduaLink | undefined {
    return this.#link;
  }

  get snapshot(): PanelSnapshot | undefined {
    return this.#view.unreadable ? this.#link?.unreadable : this.#link?.snapshot;
  }

  get seriesData(): SeriesData | undefined {
    return this.#scans.data;
  }

  /** What is known of the series' images, by their index. */
  get findings(): SeriesScans["findings"] {
    return this.#scans.findings;
  }

  get plane(): FramePlane | undefined {
    return this.#scans.plane;
  }

  /** Tells what the active viewport shows. */
  update(view: ActiveView): void {
    if (view.series !== this.#view.series) this.#hideTruth();
    this.#view = view;
    this.#updateScans();
  }

  setEnabled(enabled: boolean): void {
    if (this.#link) this.#link.enabled = enabled;
  }

  toggle(): void {
    this.setEnabled(!(this.#link?.snapshot.enabled ?? false));
  }

  changeStyle(change: Partial<OverlayStyle>): void {
    this.#link?.changeStyle(change);
    const style = this.#link?.snapshot.overlayStyle;
    if (style) keepStyle(style);
  }

  /** One step more opaque (1) or less (-1). */
  stepOpacity(step: 1 | -1): void {
    const opacity = (this.#link?.snapshot.overlayStyle.opacity ?? 0) + step * opacityStep;
    this.changeStyle({ opacity: Math.round(10 * Math.min(1, Math.max(0, opacity))) / 10 });
  }

  /** Filled, in outline, or both: the next of them. */
  stepDrawing(): void {
    const { drawing = "filled" } = this.#link?.snapshot.overlayStyle ?? {};
    const next = drawings[(drawings.indexOf(drawing) + 1) % drawings.length]!;
    this.changeStyle({ drawing: next });
  }

  override(on: boolean): void {
    this.#link?.override(on);
  }

  useModel(sha256: string): void {
    this.#link?.useModel(sha256);
  }

  get comparison(): CompareMode {
    return this.#sides?.shown ? "side-by-side" : (this.#link?.snapshot.comparison ?? "original");
  }

  compare(mode: CompareMode): void {
    if (mode !== "side-by-side") this.#sides?.end();
    if (this.#link) this.#link.comparison = comparisonOf(mode);
    if (mode === "side-by-side") this.#sides?.begin();
    this.#host.requestUpdate();
  }

  /** Makes it possible to compare side by side. */
  useSides(viewports: TwoViewports): void {
    const onReconstruction = (viewport: ImageViewport, shown: boolean) =>
      this.#link?.compareIn(viewport, shown ? comparisonOf("reconstruction") : undefined);
    this.#sides = new SideBySide({ viewports, onReconstruction });
  }

  /** Tells which viewports there are, and which of them the panel is about. */
  follow(viewports: readonly ImageViewport[], active: ImageViewport | undefined): void {
    this.#link?.follow(viewports, active);
    this.#sides?.follow(viewports);
  }

  /** To a mode and back to the image; from another mode to the image as well, where none is named. */
  toggleComparison(mode?: CompareMode): void {
    const { comparison } = this;
    const back = mode === undefined ? comparison !== "original" : comparison === mode;
    this.compare(back ? "original" : (mode ?? "reconstruction"));
  }

  selectRegion({ id }: Region): void {
    this.#link?.selectRegion(id);
  }

  stepRegion(step: 1 | -1): void {
    this.#link?.stepRegion(step);
  }

  focusRegion(region: Region | undefined): void {
    this.#options.onProbe(region && this.#link?.probeRegion(region), region !== undefined);
  }

  scan(command: ScanCommand): void {
    this.#scans.run(command);
  }

  /** Forgets all results, those of other visits too. */
  clearResults(): Promise<void> {
    return this.#scans.clear();
  }

  toggleScan(): void {
    this.#scans.toggle();
  }

  stepFlag(step: 1 | -1): void {
    const { data } = this.#scans;
    const index = data && steppedFlag(data, step);
    if (index !== undefined) this.#options.onGoTo(index);
  }

  /** Goes to the region's peak, and marks the region there. */
  showSeriesRegion(region: SeriesRegion): void {
    const peak = this.#scans.peakOf(region);
    if (!peak) return;
    const goThere = () => this.#options.onGoToPixel(region.peakPart.slice, peak.region.peakPoint);
    goThere();
    // Marking a region centres its own middle.
    this.#link?.selectRegionOf(peak.imageId, peak.region.id, goThere);
  }

  readonly drawRegion = async (canvas: HTMLCanvasElement, region: SeriesRegion): Promise<void> => {
    const peak = this.#scans.peakOf(region);
    if (!peak) return;
    const { modality = "" } = this.#view.series ?? {};
    await drawRegionThumbnail(canvas, peak.imageId, modality, peak.region.bounds);
  };

  /** Scores an image in the background, where the heatmap is wanted. */
  async scoreImage(imageId: string, signal: AbortSignal): Promise<void> {
    if (this.#link?.snapshot.enabled) await this.#link.plugin?.scan([imageId], { signal });
  }

  retry(): void {
    this.#link?.retry();
  }

  /** Whether a true mask is known of any image of the series. */
  get hasTruth(): boolean {
    return this.#options.samples.hasTruth(this.#view.series?.imageIds ?? []);
  }

  toggleTruth(): void {
    this.truthShown = !this.truthShown && this.hasTruth;
    this.#drawTruth();
  }

  #hideTruth(): void {
    this.truthShown = false;
    this.#drawTruth();
  }

  /** Of segmentations that were opened beside the images. */
  set opened(outlines: readonly Outline[]) {
    this.#opened = outlines;
    this.#drawTruth();
  }

  #drawTruth(): void {
    const truth = this.truthShown ? this.#options.samples.outlines : [];
    if (this.#link) this.#link.outlines = [...this.#opened, ...truth];
    this.#host.requestUpdate();
  }

  #relabelComparison(): void {
    const { comparison } = this;
    if (comparison === "side-by-side") this.#sides?.draw();
    else if (comparison !== "original") this.compare(comparison);
  }

  #changed(): void {
    this.#updateScans();
    this.#host.requestUpdate();
  }

  #updateScans(): void {
    const { model, result, override = false } = this.#link?.snapshot ?? {};
    const { plugin, imageId } = this.#link ?? {};
    const { series, index } = this.#view;
    this.#scans.update({ series, index, plugin, model, result, imageId, override });
  }
}
