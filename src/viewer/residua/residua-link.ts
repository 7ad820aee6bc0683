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
import type { ImageViewport } from "../stack/page-stage.ts";

/** One model for every image, or those that join the manifest's. */
export type ModelsToUse = { readonly model: OwnModel } | { readonly candidates: readonly OwnCandidate[] };

export interface ResiduaLinkOptions {
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

/**
 * Joins the panel to the plugin's overlays: one plugin, and an overlay on each viewport that looks alike in all of them.
 * What it tells is about the active viewport. Works, showing why there is no result, without a plugin too.
 */
export class ResiduaLink {
  readonly #options: ResiduaLinkOptions;
  readonly #lifetime = new AbortController();
  #starting = new AbortController();
  #models: ModelsToUse;
  #plugin: Plugin | undefined;
  readonly #overlays = new Map<ImageViewport, Overlay>();
  #viewports: readonly ImageViewport[] = [];
  #active: ImageViewport | undefined;
  #problem: Problem | undefined;
  #enabled = false;
  #style: OverlayStyle;
  #outlines: readonly Outline[] = [];
  /** By viewport: in a second one beside it, the image itself can be seen. */
  readonly #comparisons = new WeakMap<ImageViewport, Comparison>();
  /** A region to select once its image has a result. */
  #wanted: { imageId: string; region: number; onSelected: (() => void) | undefined } | undefined;

  constructor(options: ResiduaLinkOptions) {
    this.#options = options;
    this.#models = options.models;
    this.#style = options.style;
  }

  /** Undefined while it starts, or could not. */
  get plugin(): Plugin | undefined {
    return this.#plugin;
  }

  get #overlay(): Overlay | undefined {
    return this.#active && this.#overlays.get(this.#active);
  }

  /** Tells which viewports there are, and which of them the panel is about. */
  follow(viewports: readonly ImageViewport[], active: ImageViewport | undefined): void {
    const before = this.#active;
    this.#viewports = viewports;
    this.#active = active;
    for (const [viewport, overlay] of this.#overlays) {
      if (viewports.includes(viewport)) continue;
      this.#overlays.delete(viewport);
      overlay.dispose();
    }
    if (before !== active) this.#options.onProbe(undefined);
    const isNew = viewports.some((viewport) => !this.#overlays.has(viewport));
    if (this.#plugin && isNew) void this.#attach(this.#plugin);
    else if (before !== active) this.#changed();
  }

  /** The image that the overlay is at work on, or has a result of. */
  get imageId(): string | undefined {
    return this.#overlay?.imageId;
  }

  get snapshot(): PanelSnapshot {
    return panelSnapshot({
      overlay: this.#overlay,
      otherwise: this.#active?.getCurrentImageId() === undefined ? "idle" : "loading",
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
    const { manifest, backend: preferredBackend } = this.#options;
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
      await this.#attach(plugin);
    } catch (error) {
      if (signal.aborted) return;
      this.#dropPlugin();
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
    this.#dropPlugin();
    void this.start();
  }

  /** Tries again what failed: the start, or the image on the screen. */
  retry(): void {
    if (this.#overlay) this.#overlay.retry();
    else void this.start();
  }

  set enabled(enabled: boolean) {
    this.#enabled = enabled;
    for (const overlay of this.#overlays.values()) overlay.enabled = enabled;
    this.#changed();
  }

  changeStyle(change: Partial<OverlayStyle>): void {
    this.#style = changedStyle(this.#style, change);
    for (const overlay of this.#overlays.values()) overlay.style = this.#style;
    this.#changed();
  }

  /** Of the active viewport. */
  set comparison(comparison: Comparison | undefined) {
    if (this.#active) this.compareIn(this.#active, comparison);
  }

  /** In a viewport, whether it is the active one or not. */
  compareIn(viewport: ImageViewport, comparison: Comparison | undefined): void {
    if (comparison) this.#comparisons.set(viewport, comparison);
    else this.#comparisons.delete(viewport);
    const overlay = this.#overlays.get(viewport);
    if (overlay) overlay.comparison = comparison;
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

  /**
   * Selects a region of an image, in the viewports that show it, as soon as it has its result; another image's result in
   * the active viewport ends the wait. `onSelected` follows the selection, which moves viewports.
   */
  selectRegionOf(imageId: string, region: number, onSelected?: () => void): void {
    this.#wanted = { imageId, region, onSelected };
    this.#selectWanted();
  }

  /** The next (1) or previous (-1) of the image's regions, around the ends. */
  stepRegion(step: 1 | -1): void {
    const next = steppedRegion(this.snapshot, step);
    if (next !== undefined) this.selectRegion(next);
  }

  set outlines(outlines: readonly Outline[]) {
    this.#outlines = outlines;
    for (const overlay of this.#overlays.values()) overlay.outlines = outlines;
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#dropPlugin();
  }

  #dropPlugin(): void {
    this.#overlays.clear();
    this.#plugin?.dispose();
    this.#plugin = undefined;
  }

  /** Puts overlays on the viewports that have none. */
  async #attach(plugin: Plugin): Promise<void> {
    for (const viewport of this.#viewports) {
      if (this.#overlays.has(viewport)) continue;
      try {
        const overlay = await plugin.attach(viewport);
        if (plugin !== this.#plugin || !this.#viewports.includes(viewport)) overlay.dispose();
        else if (!this.#overlays.has(viewport)) this.#adopt(viewport, overlay);
      } catch (error) {
        // Disposed of meanwhile, or a viewport that was closed: there is nobody left to tell.
        if (plugin === this.#plugin && this.#viewports.includes(viewport)) this.#problem = toProblem(error);
      }
    }
    this.#changed();
  }

  #adopt(viewport: ImageViewport, overlay: Overlay): void {
    this.#overlays.set(viewport, overlay);
    overlay.enabled = this.#enabled;
    overlay.style = this.#style;
    overlay.comparison = this.#comparisons.get(viewport);
    overlay.outlines = this.#outlines;
    for (const type of ["residua-state", "residua-score", "residua-error"] as const) {
      overlay.addEventListener(type, this.#changed);
    }
    overlay.addEventListener("residua-score", () => this.#scored(overlay));
    overlay.addEventListener("residua-probe", ({ detail }) => {
      if (overlay === this.#overlay) this.#options.onProbe(detail);
    });
  }

  #selectWanted(): void {
    const wanted = this.#wanted;
    const showing = [...this.#overlays.values()].filter(
      ({ state, imageId }) => state === "ready" && imageId === wanted?.imageId,
    );
    if (!wanted || showing.length === 0) return;
    this.#wanted = undefined;
    // Whoever asks for a region wants to see it.
    if (!this.#enabled) this.enabled = true;
    for (const overlay of showing) overlay.selectRegion(wanted.region);
    wanted.onSelected?.();
    this.#changed();
  }

  /** A map that this model does not have would be a heatmap that is silently missing. */
  #mendStyle(): void {
    const maps = this.#overlay?.model?.maps;
    if (maps && maps[this.#style.map] === undefined) this.changeStyle({ map: "anomaly" });
  }

  #scored(overlay: Overlay): void {
    this.#selectWanted();
    if (overlay === this.#overlay) this.#wanted = undefined;
    this.#mendStyle();
  }

  readonly #changed = (): void => {
    if (!this.#lifetime.signal.aborted) this.#options.onChange();
  };
}
