import type { Engine } from "../../src/inference/engine.ts";
import { type MapName, mapNames } from "../../src/scoring/map-names.ts";
import type { Region } from "../../src/scoring/result.ts";
import type { CompareMode } from "../../src/ui/compare-mode.ts";
import { toProblem } from "../../src/ui/problem.ts";
import { comparisonOf } from "../../src/ui/texts/comparison-text.ts";
import type { Viewport } from "../cornerstone/host.ts";
import type { Comparison, OverlayStyle, Plugin, Probe, ScanItem, ScanOptions } from "../index.ts";
import { changedStyle, type PanelSnapshot, panelSnapshot, steppedRegion } from "../panel-snapshot.ts";
import { findAssets } from "./assets.ts";
import type { ResiduaConfiguration } from "./configuration.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { Host, HostServices } from "./host-types.ts";
import { Subscriptions } from "./subscriptions.ts";
import type { ViewportLink, ViewportLinks } from "./viewport-links.ts";

/** What a user chose, kept from one study to the next. */
export interface Choices {
  enabled: boolean;
  style: OverlayStyle;
}

export interface SessionOptions {
  readonly host: Host;
  readonly configuration: ResiduaConfiguration;
  /** Changed in place. */
  readonly choices: Choices;
}

/**
 * Residua in one stay in an OHIF mode: between entering and leaving it. Nothing is loaded and nothing is computed
 * before `start`. Sends `change` whenever something that is shown has changed, and `probe` as the pointer moves.
 */
export class Session extends EventTarget {
  readonly services: HostServices;
  readonly #options: SessionOptions;
  readonly #lifetime = new AbortController();
  readonly #subscriptions = new Subscriptions();
  #engine: Engine | undefined;
  #plugin: Plugin | undefined;
  #links: ViewportLinks | undefined;
  /** What kept it from starting. */
  #failure: unknown;
  #starting: Promise<void> | undefined;
  #comparison: Comparison | undefined;
  #probe: Probe | undefined;

  constructor(options: SessionOptions) {
    super();
    this.#options = options;
    this.services = options.host.servicesManager.services;
    const { viewportGridService } = this.services;
    for (const name of ["ACTIVE_VIEWPORT_ID_CHANGED", "LAYOUT_CHANGED", "GRID_STATE_CHANGED"]) {
      this.#subscriptions.add(viewportGridService, name, this.#changed);
    }
  }

  get host(): Host {
    return this.#options.host;
  }

  /** Of Residua; undefined before it has started. */
  get version(): string | undefined {
    return this.#plugin?.manifest.version;
  }

  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  get activeViewport(): Viewport | undefined {
    const viewportId = this.activeViewportId;
    if (viewportId === undefined) return undefined;
    return this.services.cornerstoneViewportService.getCornerstoneViewport(viewportId) ?? undefined;
  }

  get activeViewportId(): string | undefined {
    return this.services.viewportGridService.getActiveViewportId() ?? undefined;
  }

  /** What the plugin has on all viewports. */
  get links(): Iterable<ViewportLink> {
    return this.#links?.all ?? [];
  }

  /** What the plugin has on a viewport; undefined before it has started. */
  link(viewportId = this.activeViewportId): ViewportLink | undefined {
    return viewportId === undefined ? undefined : this.#links?.get(viewportId);
  }

  snapshot(viewportId = this.activeViewportId): PanelSnapshot {
    const link = this.link(viewportId);
    const failure = this.#failure ?? link?.error;
    return panelSnapshot({
      overlay: link?.overlay,
      otherwise: this.#starting ? "loading" : "idle",
      problem: failure === undefined ? undefined : toProblem(failure),
      enabled: this.enabled,
      style: this.style,
      backend: this.#plugin?.engine.backend,
    });
  }

  /** Starts the engine and puts an overlay on each viewport. A failure shows in the snapshot; calling again retries. */
  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  get enabled(): boolean {
    return this.#options.choices.enabled;
  }

  set enabled(enabled: boolean) {
    this.#options.choices.enabled = enabled;
    if (enabled) void this.start();
    for (const { overlay } of this.links) if (overlay) overlay.enabled = enabled;
    this.#changed();
  }

  /** Those that the model of the active viewport's image has; undefined while there is none. */
  get maps(): readonly MapName[] | undefined {
    const model = this.link()?.overlay?.model;
    return model && mapNames.filter((map) => model.maps[map] !== undefined);
  }

  get style(): OverlayStyle {
    return this.#options.choices.style;
  }

  changeStyle(change: Partial<OverlayStyle>): void {
    const style = changedStyle(this.style, change);
    this.#options.choices.style = style;
    for (const { overlay } of this.links) if (overlay) overlay.style = style;
    this.#changed();
  }

  selectRegion(id: number): void {
    // Whoever asks for a region wants to see it.
    if (!this.enabled) this.enabled = true;
    this.link()?.overlay?.selectRegion(id);
    this.#changed();
  }

  stepRegion(step: 1 | -1): void {
    const next = steppedRegion(this.snapshot(), step);
    if (next !== undefined) this.selectRegion(next);
  }

  /** Scores the series in the active viewport although the model refuses it: for research alone. */
  override(on: boolean): void {
    const { overlay } = this.link() ?? {};
    if (overlay) overlay.override = on;
    this.#changed();
  }

  /** Takes a model for all images that it applies to. */
  useModel(sha256: string): void {
    this.#plugin?.useModel(sha256);
    this.#changed();
  }

  compare(mode: CompareMode): void {
    this.#comparison = comparisonOf(mode);
    for (const { overlay } of this.links) if (overlay) overlay.comparison = this.#comparison;
    this.#changed();
  }

  /** What is under the pointer; undefined while it is on none of the images. `probe` is sent when it changes. */
  get probe(): Probe | undefined {
    return this.#probe;
  }

  /** What is at the peak of a region of the active viewport's image. */
  probeRegion({ peakPoint }: Region): Probe | undefined {
    return this.link()?.overlay?.probe({ pixel: peakPoint });
  }

  retry(): void {
    const viewportId = this.activeViewportId;
    const link = this.link();
    if (link?.overlay) link.overlay.retry();
    else if (link?.error && viewportId !== undefined) this.#links?.attachAgain(viewportId);
    else void this.start();
    this.#changed();
  }

  /** @throws what kept Residua from starting; the signal's reason when aborted */
  async scan(imageIds: readonly string[], options: ScanOptions): Promise<ScanItem[]> {
    await this.start();
    this.signal.throwIfAborted();
    if (!this.#plugin) throw this.#failure;
    return this.#plugin.scan(imageIds, options);
  }

  dispose(): void {
    if (this.signal.aborted) return;
    this.#lifetime.abort(new DOMException("The viewer left the study.", "AbortError"));
    this.#subscriptions.dispose();
    this.#stop();
  }

  async #start(): Promise<void> {
    this.#failure = undefined;
    this.#changed();
    const { host, configuration } = this.#options;
    const { signal } = this;
    try {
      const { createEngine, createPlugin, ViewportLinks } = await import("./start-plugin.ts");
      signal.throwIfAborted();
      const assets = findAssets(configuration);
      const libraries = hostLibraries(host);
      this.#engine = createEngine({
        createWorker: assets.createWorker,
        wasmBaseUrl: assets.wasm,
        preferredBackend: configuration.backend ?? "auto",
        onBackend: this.#changed,
      });
      const plugin = await createPlugin({
        ...libraries,
        manifest: assets.manifest,
        engine: this.#engine,
        signal,
      });
      if (signal.aborted) return plugin.dispose();
      this.#plugin = plugin;
      this.#links = new ViewportLinks({
        cornerstone: libraries.cornerstone,
        services: this.services,
        attach: (viewport) => plugin.attach(viewport),
        onAttached: (overlay) => {
          overlay.enabled = this.enabled;
          overlay.style = this.style;
          overlay.comparison = this.#comparison;
        },
        onChange: this.#changed,
        onProbe: (probe) => {
          this.#probe = probe;
          this.dispatchEvent(new Event("probe"));
        },
      });
    } catch (error) {
      if (signal.aborted) return;
      this.#stop();
      this.#starting = undefined;
      this.#failure = error;
    }
    this.#changed();
  }

  #stop(): void {
    this.#links?.dispose();
    this.#links = undefined;
    this.#plugin?.dispose();
    this.#plugin = undefined;
    this.#engine?.dispose();
    this.#engine = undefined;
  }

  readonly #changed = (): void => {
    if (!this.signal.aborted) this.dispatchEvent(new Event("change"));
  };
}
