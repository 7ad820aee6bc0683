import type { Engine, EngineResult } from "../../src/inference/engine.ts";
import { costlyMapNames } from "../../src/scoring/maps.ts";
import { coloursOf } from "../../src/ui/colormaps.ts";
import type { Probe } from "../events/probe-event.ts";
import { ScoreEvent } from "../events/score-event.ts";
import { factsOf } from "../frame-facts.ts";
import type { ModelProvider } from "../model-provider.ts";
import type { ProbePlace } from "../overlay.ts";
import type { ResultFeed } from "../result-feed.ts";
import { centreOn } from "./centre-on.ts";
import { HeatmapActor } from "./heatmap-actor.ts";
import type { HostImage, StackViewport } from "./host.ts";
import { OutlineLayer } from "./outline-layer.ts";
import { OverlayBase, type OverlayDependencies } from "./overlay-base.ts";
import { paintWarning } from "./paint-warning.ts";
import { readFrame } from "./read-frame.ts";
import { ReconstructionPainter } from "./reconstruction-painter.ts";
import { contourShapes, outlineShapes, regionShapes } from "./shapes.ts";
import {
  canvasTransform,
  isInside,
  modelPlane,
  pixelToWorld,
  slicePlane,
  worldToPixel,
} from "./slice-geometry.ts";

/** The overlay on a stack viewport. */
export class StackOverlay extends OverlayBase {
  readonly #viewport: StackViewport;
  readonly #engine: Engine;
  readonly #models: ModelProvider;
  readonly #results: ResultFeed;
  readonly #heatmap: HeatmapActor;
  readonly #layer: OutlineLayer;
  readonly #painter: ReconstructionPainter;
  /** Ends the work on the image before when the next one comes. */
  #work = new AbortController();
  /** The image whose heatmap is drawn; undefined when none is. */
  #drawnFor: string | undefined;

  constructor(viewport: StackViewport, dependencies: OverlayDependencies) {
    super(viewport, dependencies);
    this.#viewport = viewport;
    this.#engine = dependencies.engine;
    this.#models = dependencies.models;
    this.#results = dependencies.results;
    this.#heatmap = new HeatmapActor(dependencies.cornerstone, viewport);
    this.#layer = new OutlineLayer(viewport.element);
    this.#painter = new ReconstructionPainter(viewport);
    this.#listen();
    this.#begin(viewport.getCornerstoneImage());
  }

  override selectRegion(id: number | undefined): void {
    const region = this.regions?.regions.find((candidate) => candidate.id === id);
    this.shown.region = region?.id;
    const plane = region && slicePlane(this.#viewport);
    if (plane) centreOn(this.#viewport, pixelToWorld(plane, region.centroid));
    this.drawOutlines();
    this.render();
  }

  override probe(place: ProbePlace): Probe | undefined {
    const image = this.#viewport.getCornerstoneImage();
    const plane = slicePlane(this.#viewport);
    if (!image || !plane || image.imageId !== this.shown.imageId) return undefined;
    const point =
      "pixel" in place
        ? place.pixel
        : worldToPixel(plane, this.#viewport.canvasToWorld([place.canvas[0], place.canvas[1]]));
    if (!isInside(plane, point)) return undefined;
    return this.probeAt(image.imageId, point, image, this.shown.result);
  }

  override retry(): void {
    this.#begin(this.#viewport.getCornerstoneImage());
  }

  protected override reconsider(): void {
    this.retry();
  }

  protected override release(): void {
    this.#work.abort();
    this.#layer.dispose();
    this.#painter.dispose();
    this.#heatmap.dispose();
  }

  #listen(): void {
    const { PRE_STACK_NEW_IMAGE, STACK_NEW_IMAGE, CAMERA_MODIFIED, IMAGE_RENDERED } = this.host.Enums.Events;
    this.on<{ imageId: string }>(PRE_STACK_NEW_IMAGE, ({ imageId }) => this.#leave(imageId));
    this.on<{ image: HostImage }>(STACK_NEW_IMAGE, ({ image }) => this.#begin(image));
    this.on(CAMERA_MODIFIED, () => this.#heatmap.faceCamera());
    this.on(IMAGE_RENDERED, () => this.#follow());
  }

  /** Another image is on its way: what is drawn must not be seen on it. */
  #leave(imageId: string): void {
    if (imageId === this.shown.imageId) return;
    this.#work.abort();
    this.#hide();
    this.#layer.shapes = [];
  }

  #begin(image: HostImage | undefined): void {
    this.#work.abort();
    this.#work = new AbortController();
    this.shown.result = undefined;
    this.shown.region = undefined;
    this.shown.imageId = image?.imageId;
    this.#hide();
    this.drawOutlines();
    if (!image) {
      this.setState("idle");
      return;
    }
    void this.#score(image, this.#work.signal);
  }

  /** A costly map is computed when it is first shown; what is known of the image stays meanwhile. */
  protected override completeMaps(): void {
    const { map } = this.style;
    const costly = costlyMapNames.some((name) => name === map);
    const image = this.#viewport.getCornerstoneImage();
    if (!costly || this.shown.result?.maps[map] || image?.imageId !== this.shown.imageId || !image) return;
    if (this.state !== "ready" && this.state !== "scoring") return;
    this.#work.abort();
    this.#work = new AbortController();
    void this.#score(image, this.#work.signal);
  }

  /** Every continuation asks the signal first: it is aborted as soon as another image comes. */
  async #score(image: HostImage, signal: AbortSignal): Promise<void> {
    try {
      const frame = readFrame(image, this.host.metaData);
      const { override } = this;
      this.shown.model = this.#models.loaded(frame.tags, override);
      this.setState(this.shown.model ? "scoring" : "loading");
      if (!this.shown.model) {
        const model = await this.#models.load(frame.tags, signal, override);
        if (signal.aborted) return;
        this.shown.model = model;
        this.setState("scoring");
      }
      const { sha256 } = this.shown.model.identity;
      const result = await this.#engine.score(frame, sha256, {
        signal,
        priority: "visible",
        maps: [this.style.map],
        override,
      });
      if (signal.aborted) return;
      const { model } = this.shown;
      this.#results.tell({ imageId: image.imageId, result, model, facts: factsOf(frame) });
      await this.#take(image.imageId, result, signal);
    } catch (error) {
      if (!signal.aborted) this.#failed(image.imageId, error);
    }
  }

  async #take(imageId: string, result: EngineResult, signal: AbortSignal): Promise<void> {
    const { outcome, reasons } = result.applicability;
    this.shown.result = result;
    if (outcome === "refused") {
      this.setState("refused", reasons);
      return;
    }
    await this.#draw();
    if (signal.aborted) return;
    if (this.comparison || this.isOverridden) this.render();
    this.setState("ready", reasons);
    this.dispatchEvent(new ScoreEvent(imageId, result));
  }

  #failed(imageId: string, cause: unknown): void {
    this.#hide();
    this.fail(imageId, cause);
  }

  protected override refresh(): void {
    if (this.#painter.comparison !== this.comparison) {
      this.#painter.comparison = this.comparison;
      this.render();
    }
    this.#draw().catch((error: unknown) => {
      if (this.shown.imageId !== undefined) this.#failed(this.shown.imageId, error);
    });
    this.drawOutlines();
  }

  async #draw(): Promise<void> {
    const { signal } = this.#work;
    const imageId = this.shown.imageId;
    const result = this.shown.result;
    const values = result?.maps[this.style.map];
    const plane = slicePlane(this.#viewport);
    const display = this.display();
    const filled = this.enabled && this.style.drawing !== "outline";
    if (!filled || imageId === undefined || !result || !values || !plane || !display) {
      this.#hide();
      return;
    }
    const { affine, height, width } = result;
    const heatmap = { values, imageId, plane: modelPlane(plane, affine, height, width) };
    await this.#heatmap.prepare(heatmap);
    if (
      signal.aborted ||
      !this.enabled ||
      this.style.drawing === "outline" ||
      this.#shownImageId() !== imageId
    )
      return;
    const { map, colormap, opacity } = this.style;
    this.#heatmap.draw(heatmap, { display, colours: coloursOf(map, colormap), opacity });
    this.#drawnFor = imageId;
    this.render();
  }

  #hide(): void {
    const wasVisible = this.#heatmap.visible;
    this.#heatmap.hide();
    this.#drawnFor = undefined;
    if (wasVisible) this.render();
  }

  /** After each of the viewport's renders: the outlines follow, and a heatmap that is not this image's goes. */
  #follow(): void {
    if (this.#drawnFor !== undefined && this.#drawnFor !== this.#shownImageId()) this.#hide();
    const image = this.#viewport.getCornerstoneImage();
    if (image?.imageId === this.shown.imageId) {
      this.#painter.paint(image, this.shown.result, slicePlane(this.#viewport));
    }
    if (this.isOverridden && image?.imageId === this.shown.imageId) paintWarning(this.#viewport.canvas);
    this.#placeOutlines();
  }

  protected override drawOutlines(): void {
    this.#layer.shapes = [
      ...contourShapes(this.shown.result, this.style, this.outlineDisplay()),
      ...outlineShapes(this.outlines, this.shown.imageId),
      ...(this.enabled ? regionShapes(this.shown.result, this.regions, this.shown.region) : []),
    ];
    this.#placeOutlines();
  }

  #placeOutlines(): void {
    const plane = this.#shownImageId() === this.shown.imageId ? slicePlane(this.#viewport) : undefined;
    this.#layer.update(plane && canvasTransform(plane, (world) => this.#viewport.worldToCanvas(world)));
  }

  /** The image whose pixels are on the screen; the current image's id runs ahead while it loads. */
  #shownImageId(): string | undefined {
    return this.#viewport.getCornerstoneImage()?.imageId;
  }
}
