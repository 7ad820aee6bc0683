import type { Probe } from "../events/probe-event.ts";
import { ScoreEvent } from "../events/score-event.ts";
import type { OverlayProgress, ProbePlace } from "../overlay.ts";
import { centreOn } from "./centre-on.ts";
import type { HostVolume, Point3, VolumeViewport } from "./host.ts";
import { OutlineLayer } from "./outline-layer.ts";
import { OverlayBase, type OverlayDependencies } from "./overlay-base.ts";
import { paintVolume } from "./paint-volume.ts";
import { paintWarning } from "./paint-warning.ts";
import { ReconstructionPainter } from "./reconstruction-painter.ts";
import { outlineShapes, regionShapes } from "./shapes.ts";
import type { SharedVolumes } from "./shared-volumes.ts";
import { canvasTransform, isInside, pixelToWorld, worldToPixel } from "./slice-geometry.ts";
import { nearestSlice, planeOfSlice, worldToVoxel } from "./volume-geometry.ts";
import { VolumeReconstruction } from "./volume-reconstruction.ts";
import type { VolumeScoring } from "./volume-scoring.ts";

export interface VolumeOverlayDependencies extends OverlayDependencies {
  readonly volumes: SharedVolumes;
}

/** Cosine of the angle up to which a view tells of the slice next to it: oblique series are read as axial ones. */
const alongSlices = Math.cos(Math.PI / 6);
/** Cosine of the angle up to which shapes drawn on a slice lie on what is seen. */
const straightOn = 0.999;

/** Sent to a volume's scoring, for its other viewports: a place in the patient that one of them was told to show. */
class GoToEvent extends Event {
  static readonly type = "go-to";
  readonly world: Point3;

  constructor(world: Point3) {
    super(GoToEvent.type);
    this.world = world;
  }
}

/**
 * The overlay on an orthographic volume viewport, in any plane. The heatmap is painted over the image on the
 * viewport's own canvas after each of the host's renders.
 */
export class VolumeOverlay extends OverlayBase {
  readonly #viewport: VolumeViewport;
  readonly #volumes: SharedVolumes;
  readonly #layer: OutlineLayer;
  readonly #painter: ReconstructionPainter;
  readonly #reconstruction = new VolumeReconstruction(() => this.render());
  /** Ends with the volume on the screen. */
  #binding = new AbortController();
  #volume: HostVolume | undefined;
  #scoring: VolumeScoring | undefined;
  /** What the last state told of. */
  #told = "";

  constructor(viewport: VolumeViewport, dependencies: VolumeOverlayDependencies) {
    super(viewport, dependencies);
    this.#viewport = viewport;
    this.#volumes = dependencies.volumes;
    this.#layer = new OutlineLayer(viewport.element);
    this.#painter = new ReconstructionPainter(viewport);
    const { CAMERA_MODIFIED, IMAGE_RENDERED, VOLUME_VIEWPORT_NEW_VOLUME } = this.host.Enums.Events;
    this.on(VOLUME_VIEWPORT_NEW_VOLUME, () => this.#bind());
    this.on(CAMERA_MODIFIED, () => this.#look());
    this.on(IMAGE_RENDERED, () => {
      this.#bind();
      this.#paint();
      this.#paintReconstruction();
      if (this.isOverridden) paintWarning(this.#viewport.canvas);
      this.#placeOutlines();
    });
    this.#bind();
  }

  override get progress(): OverlayProgress | undefined {
    const scoring = this.#scoring;
    if (!scoring || scoring.failure || !this.enabled || scoring.done === scoring.total) return undefined;
    return { done: scoring.done, total: scoring.total };
  }

  override get sliceSpacing(): number | undefined {
    return this.#scoring?.geometry.sliceSpacing;
  }

  /** In every viewport that shows the volume, the view goes there. */
  override selectRegion(id: number | undefined): void {
    const region = this.regions?.regions.find((candidate) => candidate.id === id);
    this.shown.region = region?.id;
    const scoring = this.#scoring;
    const slice = scoring?.imageIds.indexOf(this.shown.imageId ?? "");
    if (region && scoring && slice !== undefined && slice !== -1) {
      const plane = planeOfSlice(scoring.geometry, slice);
      scoring.dispatchEvent(new GoToEvent(pixelToWorld(plane, region.centroid)));
    }
    this.drawOutlines();
    this.render();
  }

  override probe(place: ProbePlace): Probe | undefined {
    const scoring = this.#scoring;
    if (!scoring) return undefined;
    const { geometry, imageIds } = scoring;
    const world =
      "canvas" in place ? this.#viewport.canvasToWorld([place.canvas[0], place.canvas[1]]) : undefined;
    const slice = world
      ? Math.round(worldToVoxel(geometry, world)[2])
      : imageIds.indexOf(this.shown.imageId ?? "");
    const imageId = imageIds[slice];
    if (imageId === undefined) return undefined;
    const plane = planeOfSlice(geometry, slice);
    const point = "pixel" in place ? place.pixel : worldToPixel(plane, world!);
    if (!isInside(plane, point)) return undefined;
    return this.probeAt(imageId, point, this.host.cache.getImage(imageId), scoring.outcome(slice)?.result);
  }

  override retry(): void {
    if (this.#scoring) this.#scoring.retry();
    else this.#rebind();
  }

  /** The volume's scoring has begun anew by itself. */
  protected override reconsider(): void {
    this.#demand();
  }

  protected override refresh(): void {
    if (this.#painter.comparison !== this.comparison) this.#painter.comparison = this.comparison;
    this.#demand();
    this.#update();
    this.render();
  }

  protected override completeMaps(): void {
    this.#demand();
  }

  protected override release(): void {
    this.#leave();
    this.#layer.dispose();
    this.#painter.dispose();
  }

  /** Follows the volume that the viewport shows. */
  #bind(): void {
    if (this.lifetime.signal.aborted || this.#shownVolume() === this.#volume) return;
    this.#rebind();
  }

  #rebind(): void {
    this.#leave();
    const volume = this.#shownVolume();
    this.#volume = volume;
    this.#told = "";
    Object.assign(this.shown, { imageId: undefined, result: undefined, region: undefined });
    if (!volume) {
      this.setState("idle");
      return;
    }
    try {
      this.#scoring = this.#volumes.get(volume);
    } catch (error) {
      this.shown.imageId = volume.imageIds[0];
      this.fail(this.shown.imageId, error);
      return;
    }
    this.#binding = new AbortController();
    const { signal } = this.#binding;
    this.#scoring.addEventListener("change", () => this.#changed(), { signal });
    this.#scoring.addEventListener(
      GoToEvent.type,
      (event) => {
        centreOn(this.#viewport, (event as GoToEvent).world, { depth: true });
        this.render();
      },
      { signal },
    );
    this.#demand();
    this.#update();
  }

  #leave(): void {
    this.#binding.abort();
    this.#reconstruction.drop();
    this.#scoring?.withdraw(this);
    this.#scoring = undefined;
  }

  /** The volume under all others: a fused one on top has no slices of its own to score here. */
  #shownVolume(): HostVolume | undefined {
    const [base] = this.#viewport.getActors();
    return base && this.host.cache.getVolume(base.referencedId ?? base.uid);
  }

  #demand(): void {
    const { focalPoint } = this.#viewport.getCamera();
    const scoring = this.#scoring;
    if (!scoring || !focalPoint) return;
    const slice = nearestSlice(scoring.geometry, focalPoint);
    scoring.demand(this, { map: this.style.map, all: this.enabled, slice });
  }

  #look(): void {
    this.#demand();
    this.#update();
  }

  #changed(): void {
    this.#update();
    if (this.enabled) this.render();
  }

  /** The slice that the overlay tells of. */
  #slice(scoring: VolumeScoring): number | undefined {
    const { focalPoint } = this.#viewport.getCamera();
    return focalPoint && this.#cosine(scoring) > alongSlices
      ? nearestSlice(scoring.geometry, focalPoint)
      : scoring.worst;
  }

  /** Between the view's direction and that in which the slices are stacked. */
  #cosine({ geometry: { normal } }: VolumeScoring): number {
    const { viewPlaneNormal } = this.#viewport.getCamera();
    if (!viewPlaneNormal) return 0;
    return Math.abs(normal.reduce((sum, part, axis) => sum + part * viewPlaneNormal[axis]!, 0));
  }

  /** Tells of another slice, or of what came of it; of nothing that was told already. */
  #update(): void {
    const scoring = this.#scoring;
    if (!scoring) return;
    const slice = this.#slice(scoring);
    const outcome = slice === undefined ? undefined : scoring.outcome(slice);
    const imageId = slice === undefined ? undefined : scoring.imageIds[slice];
    const before = this.shown.result;
    if (imageId !== this.shown.imageId) this.shown.region = undefined;
    Object.assign(this.shown, { imageId, result: outcome?.result, model: scoring.model });
    const failure = scoring.failure ?? outcome?.error;
    const refused = outcome?.result?.applicability.outcome === "refused";
    const state = failure
      ? "error"
      : !scoring.model
        ? "loading"
        : !outcome
          ? "scoring"
          : refused
            ? "refused"
            : "ready";
    const isNew = outcome?.result !== before;
    const told = [state, imageId, this.progress?.done].join();
    if (told === this.#told && !isNew) return;
    this.#told = told;
    this.drawOutlines();
    if (failure) {
      this.fail(imageId, failure);
      return;
    }
    this.setState(state, outcome?.result?.applicability.reasons);
    if (state === "ready" && outcome?.result && isNew && imageId !== undefined) {
      this.dispatchEvent(new ScoreEvent(imageId, outcome.result));
    }
  }

  #paint(): void {
    const scoring = this.#scoring;
    const display = this.display();
    if (!this.enabled || !scoring || !display) return;
    paintVolume(this.#viewport, { scoring, style: this.style, display, outline: this.outlineDisplay() });
  }

  /** In the plane of the slices alone: across it each of them would have to be reconstructed. */
  #paintReconstruction(): void {
    const scoring = this.#scoring;
    const slice = scoring?.imageIds.indexOf(this.shown.imageId ?? "") ?? -1;
    const result = scoring?.outcome(slice)?.result;
    if (!this.comparison || !scoring || !result || this.#cosine(scoring) <= straightOn) {
      this.#reconstruction.drop();
      return;
    }
    this.#reconstruction.want(scoring, slice);
    const image = this.host.cache.getImage(scoring.imageIds[slice]!);
    this.#painter.paint(image, this.#reconstruction.result, planeOfSlice(scoring.geometry, slice));
  }

  protected override drawOutlines(): void {
    const scoring = this.#scoring;
    const straight = scoring && this.#cosine(scoring) > straightOn;
    this.#layer.shapes = straight
      ? [
          ...outlineShapes(this.outlines, this.shown.imageId),
          ...(this.enabled ? regionShapes(this.shown.result, this.regions, this.shown.region) : []),
        ]
      : [];
    this.#placeOutlines();
  }

  #placeOutlines(): void {
    const scoring = this.#scoring;
    const slice = scoring?.imageIds.indexOf(this.shown.imageId ?? "") ?? -1;
    if (!scoring || slice === -1) return;
    const plane = planeOfSlice(scoring.geometry, slice);
    this.#layer.update(canvasTransform(plane, (world) => this.#viewport.worldToCanvas(world)));
  }
}
