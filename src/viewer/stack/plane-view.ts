import * as core from "@cornerstonejs/core";
import { centreOn } from "../../../plugin/cornerstone/centre-on.ts";
import type { Plane } from "../layout/layouts.ts";
import { edgeLabels } from "./edge-labels.ts";
import { ImageView, type ImageViewOptions } from "./image-view.ts";
import type { ViewState } from "./view-state.ts";

type Point3 = core.Types.Point3;

const { OrientationAxis } = core.Enums;
const orientations = {
  axial: OrientationAxis.AXIAL,
  sagittal: OrientationAxis.SAGITTAL,
  coronal: OrientationAxis.CORONAL,
} as const satisfies Record<Plane, core.Enums.OrientationAxis>;

/** A plane of the patient through a volume. */
export class PlaneView extends ImageView<core.Types.IVolumeViewport> {
  #volume: core.Types.IImageVolume | undefined;
  #shows = 0;

  constructor(plane: Plane, options: ImageViewOptions) {
    super(options, core.Enums.ViewportType.ORTHOGRAPHIC, orientations[plane]);
  }

  override get state(): ViewState | undefined {
    const { viewport } = this;
    const imageId = this.#nearestImage();
    if (imageId === undefined) return undefined;
    const { voiRange, invert } = viewport.getProperties() ?? {};
    const zoom = viewport.getZoom();
    return {
      imageId,
      loaded: true,
      index: viewport.getSliceIndex(),
      count: viewport.getNumberOfSlices(),
      window: voiRange && {
        width: voiRange.upper - voiRange.lower,
        centre: (voiRange.upper + voiRange.lower) / 2,
      },
      zoom: Number.isFinite(zoom) ? zoom : undefined,
      inverted: invert ?? false,
      edges: edgeLabels(viewport.getCamera()),
    };
  }

  /**
   * Shows a volume of the cache, in its middle.
   *
   * @throws Error when it is not in the cache
   */
  async show(volumeId: string): Promise<void> {
    const show = ++this.#shows;
    await this.viewport.setVolumes([{ volumeId }]);
    if (show !== this.#shows) return;
    this.#volume = core.cache.getVolume(volumeId);
    this.reset();
  }

  override scroll(steps: number): void {
    if (this.#volume) this.viewport.scroll(steps);
  }

  override goTo(index: number): void {
    if (!this.#volume) return;
    const inside = Math.min(this.viewport.getNumberOfSlices() - 1, Math.max(0, index));
    this.viewport.scroll(inside - this.viewport.getSliceIndex());
  }

  /** To the slice through a point of the patient, mm, which is then in the middle. */
  goToPoint(world: Point3): void {
    if (!this.#volume) return;
    centreOn(this.viewport, world, { depth: true });
    this.viewport.render();
  }

  /** To the slice through a point of the patient, mm; what is in the middle stays there. */
  goToSlice(world: Point3): void {
    const { focalPoint, viewPlaneNormal } = this.viewport.getCamera();
    if (!this.#volume || !focalPoint || !viewPlaneNormal) return;
    const along = viewPlaneNormal.reduce((sum, part, i) => sum + part * (world[i]! - focalPoint[i]!), 0);
    const point = focalPoint.map((place, i) => place + along * viewPlaneNormal[i]!) as Point3;
    this.goToPoint(point);
  }

  /** The point of the patient in the middle, mm. */
  get middle(): Point3 | undefined {
    return this.viewport.getCamera().focalPoint;
  }

  override reset(): void {
    this.viewport.resetCamera();
    this.viewport.setProperties({ ...this.#window(), invert: this.#middleImage()?.invert ?? false });
    this.viewport.render();
  }

  override dispose(): void {
    this.#shows++;
    super.dispose();
  }

  /** The images' own: what Cornerstone takes for a volume is what one file says, which can be nothing. */
  #window(): { readonly voiRange?: core.Types.VOIRange } {
    const image = this.#middleImage();
    const first = (value: number | number[]) => (Array.isArray(value) ? value[0]! : value);
    if (!image) return {};
    const [width, centre] = [first(image.windowWidth), first(image.windowCenter)];
    return { voiRange: { lower: centre - width / 2, upper: centre + width / 2 } };
  }

  #middleImage(): core.Types.IImage | undefined {
    const { imageIds = [] } = this.#volume ?? {};
    return core.cache.getImage(imageIds[Math.floor(imageIds.length / 2)] ?? "");
  }

  /** The image of the series whose plane lies nearest to the middle of the view. */
  #nearestImage(): string | undefined {
    const { focalPoint } = this.viewport.getCamera();
    if (!this.#volume || !focalPoint) return undefined;
    const { origin, direction, spacing, imageIds } = this.#volume;
    const along = [6, 7, 8].reduce((sum, at, i) => sum + direction[at]! * (focalPoint[i]! - origin[i]!), 0);
    const slice = Math.round(along / spacing[2]!);
    return imageIds[Math.min(imageIds.length - 1, Math.max(0, slice))];
  }
}
