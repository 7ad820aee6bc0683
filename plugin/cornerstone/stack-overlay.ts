import { NotApplicableError } from "../../src/errors/index.ts";
import type { Engine, EngineResult, LoadedModel } from "../../src/inference/engine.ts";
import { costlyMapNames } from "../../src/scoring/maps.ts";
import type { ApplicabilityReason } from "../../src/scoring/result.ts";
import { coloursOf } from "../../src/ui/colormaps.ts";
import { OverlayErrorEvent } from "../events/error-event.ts";
import { ScoreEvent } from "../events/score-event.ts";
import { type OverlayState, StateEvent } from "../events/state-event.ts";
import { typedEventTarget } from "../events/typed-event-target.ts";
import type { ModelProvider } from "../model-provider.ts";
import {
  defaultOverlayStyle,
  type Outline,
  type Overlay,
  type OverlayEventMap,
  type OverlayStyle,
} from "../overlay.ts";
import { centreOn } from "./centre-on.ts";
import { displayOf } from "./display-range.ts";
import { HeatmapActor } from "./heatmap-actor.ts";
import type { Cornerstone, HostImage, StackViewport } from "./host.ts";
import { OutlineLayer } from "./outline-layer.ts";
import { readFrame } from "./read-frame.ts";
import { outlineShapes, regionShapes } from "./shapes.ts";
import { canvasTransform, modelPlane, pixelToWorld, slicePlane } from "./slice-geometry.ts";

export interface StackOverlayOptions {
  readonly cornerstone: Cornerstone;
  readonly viewport: StackViewport;
  readonly engine: Engine;
  readonly models: ModelProvider;
  readonly onDispose: () => void;
}

/** The overlay on a stack viewport. */
export class StackOverlay extends typedEventTarget<OverlayEventMap>() implements Overlay {
  readonly #host: Cornerstone;
  readonly #viewport: StackViewport;
  readonly #engine: Engine;
  readonly #models: ModelProvider;
  readonly #onDispose: () => void;
  readonly #heatmap: HeatmapActor;
  readonly #layer: OutlineLayer;
  readonly #listeners = new AbortController();

  #enabled = false;
  #style = defaultOverlayStyle;
  #state: OverlayState = "idle";
  #reasons: readonly ApplicabilityReason[] = [];
  #error: Error | undefined;
  #imageId: string | undefined;
  #result: EngineResult | undefined;
  #model: LoadedModel | undefined;
  #selected: number | undefined;
  #outlines: readonly Outline[] = [];
  /** Ends the work on the image before when the next one comes. */
  #work = new AbortController();
  /** The image whose heatmap is drawn; undefined when none is. */
  #drawnFor: string | undefined;

  constructor({ cornerstone, viewport, engine, models, onDispose }: StackOverlayOptions) {
    super();
    this.#host = cornerstone;
    this.#viewport = viewport;
    this.#engine = engine;
    this.#models = models;
    this.#onDispose = onDispose;
    this.#heatmap = new HeatmapActor(cornerstone, viewport);
    this.#layer = new OutlineLayer(viewport.element);
    this.#listen();
    this.#begin(viewport.getCornerstoneImage());
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  set enabled(enabled: boolean) {
    if (this.#enabled === enabled) return;
    this.#enabled = enabled;
    this.#refresh();
  }

  get style(): OverlayStyle {
    return this.#style;
  }

  set style(change: Partial<OverlayStyle>) {
    const { map } = this.#style;
    this.#style = { ...this.#style, ...change };
    if (this.#style.map !== map) this.#completeMaps();
    this.#refresh();
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
    return this.#imageId;
  }

  get result(): EngineResult | undefined {
    return this.#result;
  }

  get model(): LoadedModel | undefined {
    return this.#model;
  }

  get selectedRegion(): number | undefined {
    return this.#selected;
  }

  get outlines(): readonly Outline[] {
    return this.#outlines;
  }

  set outlines(outlines: readonly Outline[]) {
    this.#outlines = outlines;
    this.#drawOutlines();
  }

  selectRegion(id: number | undefined): void {
    const region = this.#result?.regions.find((candidate) => candidate.id === id);
    this.#selected = region?.id;
    const plane = region && slicePlane(this.#viewport);
    if (plane) centreOn(this.#viewport, pixelToWorld(plane, region.centroid));
    this.#drawOutlines();
    this.#render();
  }

  retry(): void {
    this.#begin(this.#viewport.getCornerstoneImage());
  }

  dispose(): void {
    if (this.#listeners.signal.aborted) return;
    this.#listeners.abort();
    this.#work.abort();
    this.#layer.dispose();
    this.#heatmap.dispose();
    this.#result = undefined;
    this.#render();
    this.#onDispose();
  }

  #listen(): void {
    const { eventTarget, Enums } = this.#host;
    const { element, id, renderingEngineId } = this.#viewport;
    const { PRE_STACK_NEW_IMAGE, STACK_NEW_IMAGE, CAMERA_MODIFIED, IMAGE_RENDERED, ELEMENT_DISABLED } =
      Enums.Events;
    const { signal } = this.#listeners;
    const on = <Detail>(type: string, listener: (detail: Detail) => void) =>
      element.addEventListener(type, (event) => listener((event as CustomEvent<Detail>).detail), { signal });
    on<{ imageId: string }>(PRE_STACK_NEW_IMAGE, ({ imageId }) => this.#leave(imageId));
    on<{ image: HostImage }>(STACK_NEW_IMAGE, ({ image }) => this.#begin(image));
    on(CAMERA_MODIFIED, () => this.#heatmap.faceCamera());
    on(IMAGE_RENDERED, () => this.#follow());
    const onDisabled = (event: Event) => {
      const { detail } = event as CustomEvent<{ viewportId: string; renderingEngineId: string }>;
      if (detail.viewportId === id && detail.renderingEngineId === renderingEngineId) this.dispose();
    };
    // Not every version of the host's event target knows `signal`.
    eventTarget.addEventListener(ELEMENT_DISABLED, onDisabled);
    signal.addEventListener("abort", () => eventTarget.removeEventListener(ELEMENT_DISABLED, onDisabled));
  }

  /** Another image is on its way: what is drawn must not be seen on it. */
  #leave(imageId: string): void {
    if (imageId === this.#imageId) return;
    this.#work.abort();
    this.#hide();
    this.#layer.shapes = [];
  }

  #begin(image: HostImage | undefined): void {
    this.#work.abort();
    this.#work = new AbortController();
    this.#result = undefined;
    this.#selected = undefined;
    this.#imageId = image?.imageId;
    this.#hide();
    this.#drawOutlines();
    if (!image) {
      this.#setState("idle");
      return;
    }
    void this.#score(image, this.#work.signal);
  }

  /** A costly map is computed when it is first shown; what is known of the image stays meanwhile. */
  #completeMaps(): void {
    const { map } = this.#style;
    const costly = costlyMapNames.some((name) => name === map);
    const image = this.#viewport.getCornerstoneImage();
    if (!costly || this.#result?.maps[map] || image?.imageId !== this.#imageId || !image) return;
    if (this.#state !== "ready" && this.#state !== "scoring") return;
    this.#work.abort();
    this.#work = new AbortController();
    void this.#score(image, this.#work.signal);
  }

  /** Every continuation asks the signal first: it is aborted as soon as another image comes. */
  async #score(image: HostImage, signal: AbortSignal): Promise<void> {
    try {
      const frame = readFrame(image, this.#host.metaData);
      this.#model = this.#models.loaded(frame.tags);
      this.#setState(this.#model ? "scoring" : "loading");
      if (!this.#model) {
        const model = await this.#models.load(frame.tags, signal);
        if (signal.aborted) return;
        this.#model = model;
        this.#setState("scoring");
      }
      const { sha256 } = this.#model.identity;
      const result = await this.#engine.score(frame, sha256, {
        signal,
        priority: "visible",
        maps: [this.#style.map],
      });
      if (signal.aborted) return;
      await this.#take(image.imageId, result, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(image.imageId, error);
    }
  }

  async #take(imageId: string, result: EngineResult, signal: AbortSignal): Promise<void> {
    const { outcome, reasons } = result.applicability;
    this.#result = result;
    if (outcome === "refused") {
      this.#setState("refused", reasons);
      return;
    }
    await this.#draw();
    if (signal.aborted) return;
    this.#setState("ready", reasons);
    this.dispatchEvent(new ScoreEvent(imageId, result));
  }

  #fail(imageId: string, cause: unknown): void {
    this.#hide();
    if (cause instanceof NotApplicableError) {
      const { code, message, details } = cause;
      this.#setState("refused", [{ code, message, details }]);
      return;
    }
    const error = cause instanceof Error ? cause : new Error(String(cause), { cause });
    this.#setState("error", [], error);
    this.dispatchEvent(new OverlayErrorEvent({ error, imageId }));
  }

  #refresh(): void {
    this.#draw().catch((error: unknown) => {
      if (this.#imageId !== undefined) this.#fail(this.#imageId, error);
    });
    this.#drawOutlines();
  }

  async #draw(): Promise<void> {
    const { signal } = this.#work;
    const imageId = this.#imageId;
    const result = this.#result;
    const values = result?.maps[this.#style.map];
    const plane = slicePlane(this.#viewport);
    const display = this.#display();
    if (!this.#enabled || imageId === undefined || !result || !values || !plane || !display) {
      this.#hide();
      return;
    }
    const { affine, height, width } = result;
    const heatmap = { values, imageId, plane: modelPlane(plane, affine, height, width) };
    await this.#heatmap.prepare(heatmap);
    if (signal.aborted || !this.#enabled || this.#shownImageId() !== imageId) return;
    const { map, colormap, opacity } = this.#style;
    this.#heatmap.draw(heatmap, { display, colours: coloursOf(map, colormap), opacity });
    this.#drawnFor = imageId;
    this.#render();
  }

  #display() {
    return this.#model && displayOf(this.#model, this.#style.map, this.#style.threshold);
  }

  #hide(): void {
    const wasVisible = this.#heatmap.visible;
    this.#heatmap.hide();
    this.#drawnFor = undefined;
    if (wasVisible) this.#render();
  }

  /** After each of the viewport's renders: the outlines follow, and a heatmap that is not this image's goes. */
  #follow(): void {
    if (this.#drawnFor !== undefined && this.#drawnFor !== this.#shownImageId()) this.#hide();
    this.#placeOutlines();
  }

  #drawOutlines(): void {
    this.#layer.shapes = [
      ...outlineShapes(this.#outlines, this.#imageId),
      ...(this.#enabled ? regionShapes(this.#result, this.#selected) : []),
    ];
    this.#placeOutlines();
  }

  #placeOutlines(): void {
    const plane = this.#shownImageId() === this.#imageId ? slicePlane(this.#viewport) : undefined;
    this.#layer.update(plane && canvasTransform(plane, (world) => this.#viewport.worldToCanvas(world)));
  }

  /** The image whose pixels are on the screen; the current image's id runs ahead while it loads. */
  #shownImageId(): string | undefined {
    return this.#viewport.getCornerstoneImage()?.imageId;
  }

  #render(): void {
    if (!this.#viewport.isDisabled && this.#viewport.getRenderingEngine()) this.#viewport.render();
  }

  #setState(state: OverlayState, reasons: readonly ApplicabilityReason[] = [], error?: Error): void {
    this.#state = state;
    this.#reasons = reasons;
    this.#error = error;
    this.dispatchEvent(new StateEvent({ state, imageId: this.#imageId, reasons }));
  }
}
