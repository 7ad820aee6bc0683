import * as cornerstone from "@cornerstonejs/core";
import * as cornerstoneTools from "@cornerstonejs/tools";
import {
  type Comparison,
  createPlugin,
  type Outline,
  type Overlay,
  type OwnCandidate,
  type OwnModel,
  type Plugin,
  type Probe,
} from "../../../plugin/index.ts";
import {
  changedStyle,
  type PanelSnapshot,
  panelSnapshot,
  steppedRegion,
} from "../../../plugin/panel-snapshot.ts";
import type { BackendName } from "../../inference/engine.ts";
import type { Region } from "../../scoring/result.ts";
import type { OverlayStyle, Problem } from "../../ui/panel-data.ts";
import { toProblem } from "../../ui/problem.ts";

/** One model for every image, or those that join the manifest's. */
export type ModelsToUse = { readonly model: OwnModel } | { readonly candidates: readonly OwnCandidate[] };

export interface ResiduaLinkOptions {
  readonly viewport: cornerstone.Types.IStackViewport;
  /** URL of manifest.json. */
  readonly manifest: string;
  /** By default the fastest is measured. */
  readonly backend?: BackendName;
  readonly models: ModelsToUse;
  readonly style: OverlayStyle;
  readonly onChange: () => void;
  /** What is under the pointer. */
  readonly onProbe: (probe: Probe | undefined) => void;
}

/** Joins the panel to the plugin's overlay on one viewport. Works, showing why there is no result, without a plugin too. */
export class ResiduaLink {
  readonly #options: ResiduaLinkOptions;
  readonly #lifetime = new AbortController();
  #starting = new AbortController();
  #models: ModelsToUse;
  #plugin: Plugin | undefined;
  #overlay: Overlay | undefined;
  #problem: Problem | undefined;
  #enabled = false;
  #style: OverlayStyle;
  #outlines: readonly Outline[] = [];
  #comparison: Comparison | undefined;
  /** A region to select once its image has a result. */
  #wanted: { readonly imageId: string; readonly region: number } | undefined;

  constructor(options: ResiduaLinkOptions) {
    this.#options = options;
    this.#models = options.models;
    this.#style = options.style;
  }

  /** Undefined while it starts, or could not. */
  get plugin(): Plugin | undefined {
    return this.#plugin;
  }

  /** The image that the overlay is at work on, or has a result of. */
  get imageId(): string | undefined {
    return this.#overlay?.imageId;
  }

  get snapshot(): PanelSnapshot {
    return panelSnapshot({
      overlay: this.#overlay,
      otherwise: this.#options.viewport.getCornerstoneImage() ? "loading" : "idle",
      problem: this.#problem,
      enabled: this.#enabled,
      style: this.#style,
      backend: this.#plugin?.engine.backend,
    });
  }

  /** The snapshot while the image on the screen is one that could not be loaded: the plugin never gets to see it. */
  get unreadable(): PanelSnapshot {
    const reasons = [{ code: "decode", message: "The image's pixels could not be decoded.", details: {} }];
    return { ...this.snapshot, state: "refused", result: undefined, reasons };
  }

  /** Starts the plugin and attaches it; a failure shows in the snapshot. */
  async start(): Promise<void> {
    const { viewport, manifest, backend: preferredBackend } = this.#options;
    this.#starting.abort();
    this.#starting = new AbortController();
    const signal = AbortSignal.any([this.#lifetime.signal, this.#starting.signal]);
    this.#problem = undefined;
    this.#changed();
    try {
      const plugin = await createPlugin({
        cornerstone,
        cornerstoneTools,
        manifest,
        signal,
        ...(preferredBackend ? { preferredBackend } : {}),
        ...this.#models,
      });
      if (signal.aborted) return plugin.dispose();
      this.#plugin = plugin;
      const overlay = await plugin.attach(viewport);
      overlay.enabled = this.#enabled;
      overlay.style = this.#style;
      overlay.comparison = this.#comparison;
      overlay.outlines = this.#outlines;
      for (const type of ["residua-state", "residua-score", "residua-error"] as const) {
        overlay.addEventListener(type, this.#changed, { signal });
      }
      overlay.addEventListener("residua-score", this.#scored, { signal });
      overlay.addEventListener("residua-probe", ({ detail }) => this.#options.onProbe(detail), { signal });
      this.#overlay = overlay;
    } catch (error) {
      if (signal.aborted) return;
      this.#plugin?.dispose();
      this.#plugin = undefined;
      this.#problem = toProblem(error);
    }
    this.#changed();
  }

  /** Scores the series on the screen although the model refuses it, or no longer. */
  override(on: boolean): void {
    if (!this.#overlay) return;
    // Whoever asks for it wants to see it.
    if (on && !this.#enabled) this.enabled = true;
    this.#overlay.override = on;
    this.#changed();
  }

  /** Takes this one of the models that apply. */
  useModel(sha256: string): void {
    this.#plugin?.useModel(sha256);
  }

  /** Goes on with other models. */
  useModels(models: ModelsToUse): void {
    this.#models = models;
    this.#overlay = undefined;
    this.#plugin?.dispose();
    this.#plugin = undefined;
    void this.start();
  }

  /** Tries again what failed: the start, or the image on the screen. */
  retry(): void {
    if (this.#overlay) this.#overlay.retry();
    else void this.start();
  }

  set enabled(enabled: boolean) {
    this.#enabled = enabled;
    if (this.#overlay) this.#overlay.enabled = enabled;
    this.#changed();
  }

  changeStyle(change: Partial<OverlayStyle>): void {
    this.#style = changedStyle(this.#style, change);
    if (this.#overlay) this.#overlay.style = this.#style;
    this.#changed();
  }

  set comparison(comparison: Comparison | undefined) {
    this.#comparison = comparison;
    if (this.#overlay) this.#overlay.comparison = comparison;
    this.#changed();
  }

  selectRegion(id: number): void {
    // Whoever asks for a region wants to see it.
    if (!this.#enabled) this.enabled = true;
    this.#overlay?.selectRegion(id);
    this.#changed();
  }

  /** What is at the peak of a region of the image on the screen. */
  probeRegion({ peakPoint }: Region): Probe | undefined {
    return this.#overlay?.probe({ pixel: peakPoint });
  }

  /** Selects a region of an image as soon as that image has its result; another image's result ends the wait. */
  selectRegionOf(imageId: string, region: number): void {
    this.#wanted = { imageId, region };
    if (this.#overlay?.imageId === imageId) this.#selectWanted();
  }

  /** The next (1) or previous (-1) of the image's regions, around the ends. */
  stepRegion(step: 1 | -1): void {
    const next = steppedRegion(this.snapshot, step);
    if (next !== undefined) this.selectRegion(next);
  }

  set outlines(outlines: readonly Outline[]) {
    this.#outlines = outlines;
    if (this.#overlay) this.#overlay.outlines = outlines;
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#overlay = undefined;
    this.#plugin?.dispose();
  }

  #selectWanted(): void {
    const wanted = this.#wanted;
    if (!wanted || this.#overlay?.state !== "ready") return;
    this.#wanted = undefined;
    if (wanted.imageId === this.#overlay.imageId) this.selectRegion(wanted.region);
  }

  /** A map that this model does not have would be a heatmap that is silently missing. */
  #mendStyle(): void {
    const maps = this.#overlay?.model?.maps;
    if (maps && maps[this.#style.map] === undefined) this.changeStyle({ map: "anomaly" });
  }

  readonly #scored = (): void => {
    this.#selectWanted();
    this.#mendStyle();
  };

  readonly #changed = (): void => {
    if (!this.#lifetime.signal.aborted) this.#options.onChange();
  };
}
