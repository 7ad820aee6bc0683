import * as core from "@cornerstonejs/core";
import { edgeLabels } from "./edge-labels.ts";
import { ImageView, type ImageViewOptions } from "./image-view.ts";
import { prefetch } from "./prefetch.ts";
import type { ViewState } from "./view-state.ts";

/** A series as a stack of images. */
export class StackView extends ImageView<core.Types.IStackViewport> {
  /** Counts `show` calls: only the newest may touch the viewport. */
  #shows = 0;
  #prefetching = new AbortController();

  constructor(options: ImageViewOptions) {
    super(options, core.Enums.ViewportType.STACK);
  }

  override get state(): ViewState | undefined {
    const { viewport } = this;
    const imageIds = viewport.getImageIds();
    const index = viewport.getCurrentImageIdIndex();
    const imageId = imageIds[index];
    if (imageId === undefined) return undefined;
    const loaded = viewport.getCornerstoneImage()?.imageId === imageId;
    const { voiRange, invert } = viewport.getProperties();
    const zoom = viewport.getZoom();
    return {
      imageId,
      loaded,
      index,
      count: imageIds.length,
      window:
        loaded && voiRange
          ? { width: voiRange.upper - voiRange.lower, centre: (voiRange.upper + voiRange.lower) / 2 }
          : undefined,
      zoom: loaded && Number.isFinite(zoom) ? zoom : undefined,
      inverted: invert ?? false,
      edges: core.metaData.get("imagePlaneModule", imageId)?.imageOrientationPatient
        ? edgeLabels(viewport.getCamera())
        : undefined,
    };
  }

  /**
   * Shows a series, from one of its images.
   *
   * @throws what the image loader throws when that image cannot be shown
   */
  async show(imageIds: readonly string[], index = 0): Promise<void> {
    const show = ++this.#shows;
    this.#prefetching.abort();
    await this.viewport.setStack([...imageIds], index);
    if (show !== this.#shows) return;
    this.reset();
    this.#prefetching = new AbortController();
    void prefetch(imageIds, index, this.#prefetching.signal);
  }

  override scroll(steps: number): void {
    this.viewport.scroll(steps);
  }

  override goTo(index: number): void {
    const imageIds = this.viewport.getImageIds();
    if (imageIds.length === 0) return;
    const inside = Math.min(imageIds.length - 1, Math.max(0, index));
    this.viewport.setImageIdIndex(inside).catch(() => undefined);
  }

  override dispose(): void {
    this.#shows++;
    this.#prefetching.abort();
    super.dispose();
  }
}
