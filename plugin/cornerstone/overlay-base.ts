import { DicomError, NotApplicableError } from "../../src/errors/index.ts";
import type { PixelPoint } from "../../src/imaging/affine.ts";
import type { Engine, EngineResult, LoadedModel } from "../../src/inference/engine.ts";
import { probeMaps } from "../../src/scoring/probe.ts";
import type { ApplicabilityReason } from "../../src/scoring/result.ts";
import type { ModelChoice, ShownRegions } from "../../src/ui/panel-data.ts";
import { OverlayErrorEvent } from "../events/error-event.ts";
import { type Probe, ProbeEvent } from "../events/probe-event.ts";
import { type OverlayState, StateEvent } from "../events/state-event.ts";
import { typedEventTarget } from "../events/typed-event-target.ts";
import type { ModelProvider } from "../model-provider.ts";
import {
  type Comparison,
  defaultOverlayStyle,
  type Outline,
  type Overlay,
  type OverlayEventMap,
  type OverlayProgress,
  type OverlayStyle,
  type ProbePlace,
} from "../overlay.ts";
import type { ResultFeed } from "../result-feed.ts";
import { displayOf } from "./display-range.ts";
import type { Cornerstone, HostImage, StackViewport, VolumeViewport } from "./host.ts";
import { PointerProbe } from "./pointer-probe.ts";
import { readAttributes, readTags } from "./read-tags.ts";
import { readValue } from "./read-value.ts";
import { seriesOf } from "./series-of.ts";
import { shownRegions } from "./shown-regions.ts";

export interface OverlayDependencies {
  readonly cornerstone: Cornerstone;
  readonly engine: Engine;
  readonly models: ModelProvider;
  /** What is scored here is told to it. */
  readonly results: ResultFeed;
  readonly onDispose: () => void;
}

/** What an overlay says of the image on the screen. */
interface Shown {
  imageId: string | undefined;
  result: EngineResult | undefined;
  model: LoadedModel | undefined;
  region: number | undefined;
}

/** What overlays on all kinds of viewports have in common: settings, what they tell, and their end. */
export abstract class OverlayBase extends typedEventTarget<OverlayEventMap>() implements Overlay {
  protected readonly host: Cornerstone;
  protected readonly shown: Shown = {
    imageId: undefined,
    result: undefined,
    model: undefined,
    region: undefined,
  };
  /** Aborted when the overlay is disposed of. */
  protected readonly lifetime = new AbortController();
  readonly #viewport: StackViewport | VolumeViewport;
  readonly #models: ModelProvider;
  readonly #onDispose: () => void;
  #enabled = false;
  #style = defaultOverlayStyle;
  #state: OverlayState = "idle";
  #reasons: readonly ApplicabilityReason[] = [];
  #error: Error | undefined;
  #outlines: readonly Outline[] = [];
  #comparison: Comparison | undefined;
  readonly #pointer: PointerProbe;
  /** Whether the last probe that was told had found something. */
  #probed = false;

  constructor(viewport: StackViewport | VolumeViewport, dependencies: OverlayDependencies) {
    super();
    const { cornerstone, models, onDispose } = dependencies;
    this.#models = models;
    this.host = cornerstone;
    this.#viewport = viewport;
    this.#onDispose = onDispose;
    this.#pointer = new PointerProbe({
      element: viewport.element,
      signal: this.lifetime.signal,
      onPoint: (point) => this.#tellProbe(point && this.probe({ canvas: point })),
    });
    models.decisions.follow(({ series }) => {
      const { imageId } = this.shown;
      if (imageId === undefined) return;
      if (series === undefined || series === seriesOf(cornerstone.metaData, imageId)) this.reconsider();
    }, this.lifetime.signal);
    const { eventTarget, Enums } = cornerstone;
    const { ELEMENT_DISABLED, IMAGE_RENDERED } = Enums.Events;
    // Another slice, another place, or a result that has come meanwhile.
    this.on(IMAGE_RENDERED, () => this.#pointer.refresh());
    const onDisabled = (event: Event) => {
      const { detail } = event as CustomEvent<{ viewportId: string; renderingEngineId: string }>;
      const { id, renderingEngineId } = viewport;
      if (detail.viewportId === id && detail.renderingEngineId === renderingEngineId) this.dispose();
    };
    // Not every version of the host's event target knows `signal`.
    eventTarget.addEventListener(ELEMENT_DISABLED, onDisabled);
    this.lifetime.signal.addEventListener("abort", () =>
      eventTarget.removeEventListener(ELEMENT_DISABLED, onDisabled),
    );
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  set enabled(enabled: boolean) {
    if (this.#enabled === enabled) return;
    this.#enabled = enabled;
    this.refresh();
  }

  get style(): OverlayStyle {
    return this.#style;
  }

  set style(change: Partial<OverlayStyle>) {
    const { map } = this.#style;
    const before = this.regions;
    this.#style = { ...this.#style, ...change };
    // The numbers of regions above another threshold are others.
    if (this.regions !== before) this.shown.region = undefined;
    if (this.#style.map !== map) this.completeMaps();
    this.refresh();
  }

  get state(): OverlayState {
    return this.#state;
  }

  get reasons(): readonly ApplicabilityReason[] {
    return this.#reasons;
  }

  get error(): Error | undefined {
    return this.#error;
  }

  get imageId(): string | undefined {
    return this.shown.imageId;
  }

  get result(): EngineResult | undefined {
    return this.shown.result;
  }

  get model(): LoadedModel | undefined {
    return this.shown.model;
  }

  get choices(): readonly ModelChoice[] {
    const { imageId } = this.shown;
    if (imageId === undefined) return [];
    return this.#models.choices(readTags(readAttributes(this.host.metaData, imageId)), this.override);
  }

  get override(): boolean {
    const { imageId } = this.shown;
    if (imageId === undefined) return false;
    return this.#models.decisions.isOverridden(seriesOf(this.host.metaData, imageId));
  }

  set override(on: boolean) {
    const { imageId } = this.shown;
    if (imageId !== undefined) this.#models.decisions.override(seriesOf(this.host.metaData, imageId), on);
  }

  get regions(): ShownRegions | undefined {
    const { imageId, result } = this.shown;
    if (imageId === undefined || !result) return undefined;
    return shownRegions(result, this.#style, { imageId, metaData: this.host.metaData });
  }

  get selectedRegion(): number | undefined {
    return this.shown.region;
  }

  get progress(): OverlayProgress | undefined {
    return undefined;
  }

  get sliceSpacing(): number | undefined {
    return undefined;
  }

  get comparison(): Comparison | undefined {
    return this.#comparison;
  }

  set comparison(comparison: Comparison | undefined) {
    this.#comparison = comparison;
    this.refresh();
  }

  get outlines(): readonly Outline[] {
    return this.#outlines;
  }

  set outlines(outlines: readonly Outline[]) {
    this.#outlines = outlines;
    this.drawOutlines();
  }

  abstract probe(place: ProbePlace): Probe | undefined;
  abstract selectRegion(id: number | undefined): void;
  abstract retry(): void;

  dispose(): void {
    if (this.lifetime.signal.aborted) return;
    this.lifetime.abort();
    this.release();
    this.shown.result = undefined;
    this.render();
    this.#onDispose();
  }

  /** Another model may be the right one for the image on the screen, or it may be scored after all. */
  protected abstract reconsider(): void;
  /** Draws anew what depends on settings. */
  protected abstract refresh(): void;
  protected abstract drawOutlines(): void;
  /** Another map is to be shown, which may have to be computed first. */
  protected abstract completeMaps(): void;
  /** Gives up what the overlay holds. */
  protected abstract release(): void;

  /** Listens to the viewport's element until the end. */
  protected on<Detail>(type: string, listener: (detail: Detail) => void): void {
    const { signal } = this.lifetime;
    this.#viewport.element.addEventListener(
      type,
      (event) => listener((event as CustomEvent<Detail>).detail),
      { signal },
    );
  }

  protected display() {
    return this.shown.model && displayOf(this.shown.model, this.#style.map, this.#style.threshold);
  }

  /** What lines are drawn around; undefined where there are to be none. */
  protected outlineDisplay() {
    const { drawing, map, threshold } = this.#style;
    if (!this.#enabled || drawing === "filled" || !this.shown.model) return undefined;
    return displayOf(this.shown.model, map, threshold === "off" ? "calibrated" : threshold);
  }

  /** Whether what is on the screen comes from a model that is not meant for it. */
  protected get isOverridden(): boolean {
    return this.shown.result?.applicability.outcome === "overridden";
  }

  /** @param image that `point` lies on; undefined while the host has not loaded it */
  protected probeAt(
    imageId: string,
    point: PixelPoint,
    image: HostImage | undefined,
    result: EngineResult | undefined,
  ): Probe {
    const maps = result && probeMaps(result, point);
    return {
      imageId,
      point,
      ...(image && valueAt(image, this.host.metaData, point)),
      ...(maps ? { maps } : {}),
    };
  }

  #tellProbe(probe: Probe | undefined): void {
    if (!probe && !this.#probed) return;
    this.#probed = probe !== undefined;
    this.dispatchEvent(new ProbeEvent(probe));
  }

  protected render(): void {
    if (!this.#viewport.isDisabled && this.#viewport.getRenderingEngine()) this.#viewport.render();
  }

  protected setState(state: OverlayState, reasons: readonly ApplicabilityReason[] = [], error?: Error): void {
    this.#state = state;
    this.#reasons = reasons;
    this.#error = error;
    this.dispatchEvent(new StateEvent({ state, imageId: this.shown.imageId, reasons }));
    this.#pointer.refresh();
  }

  protected fail(imageId: string | undefined, cause: unknown): void {
    if (cause instanceof NotApplicableError) {
      const { code, message, details } = cause;
      this.setState("refused", [{ code, message, details }]);
      return;
    }
    const error = cause instanceof Error ? cause : new Error(String(cause), { cause });
    this.setState("error", [], error);
    this.dispatchEvent(new OverlayErrorEvent({ error, imageId }));
  }
}

/** An image that cannot be read has no value; why is told where it is scored. */
function valueAt(image: HostImage, metaData: Cornerstone["metaData"], point: PixelPoint) {
  try {
    return readValue(image, metaData, point);
  } catch (error) {
    if (error instanceof DicomError) return undefined;
    throw error;
  }
}
