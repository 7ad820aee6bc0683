import * as core from "@cornerstonejs/core";
import * as tools from "@cornerstonejs/tools";
import { edgeLabels } from "./edge-labels.ts";
import { prefetch } from "./prefetch.ts";
import type { PrimaryTool } from "./primary-tool.ts";
import { bindTools, createToolGroup } from "./tool-bindings.ts";
import type { ViewState } from "./view-state.ts";

const { Events } = core.Enums;
let views = 0;

export interface StackViewOptions {
  readonly element: HTMLDivElement;
  /** The image, the window, the camera or the size has changed. */
  readonly onChange: () => void;
  /** An image could not be loaded; it need not be one of this stack. */
  readonly onImageError: (imageId: string, error: unknown) => void;
}

/** A stack viewport with its tools: the page's only place that drives Cornerstone's rendering. */
export class StackView {
  readonly #engine: core.RenderingEngine;
  readonly #viewport: core.Types.IStackViewport;
  readonly #group: tools.Types.IToolGroup;
  readonly #resize: ResizeObserver;
  readonly #listeners = new AbortController();
  readonly #onImageError: (event: Event) => void;
  #primary: PrimaryTool = "window-level";
  /** Counts `show` calls: only the newest may touch the viewport. */
  #shows = 0;
  #prefetching = new AbortController();

  constructor({ element, onChange, onImageError }: StackViewOptions) {
    const id = `residua-${++views}`;
    this.#engine = new core.RenderingEngine(id);
    this.#engine.enableElement({ viewportId: id, type: core.Enums.ViewportType.STACK, element });
    this.#viewport = this.#engine.getViewport(id) as core.Types.IStackViewport;
    this.#group = createToolGroup(id);
    this.#group.addViewport(id, this.#engine.id);
    bindTools(this.#group, this.#primary);

    const { signal } = this.#listeners;
    for (const type of [
      Events.STACK_NEW_IMAGE,
      Events.VOI_MODIFIED,
      Events.CAMERA_MODIFIED,
      Events.IMAGE_RENDERED,
    ]) {
      element.addEventListener(type, onChange, { signal });
    }
    this.#onImageError = (event) => {
      const { imageId, error } = (event as CustomEvent<{ imageId: string; error: unknown }>).detail;
      onImageError(imageId, error);
    };
    core.eventTarget.addEventListener(Events.IMAGE_LOAD_FAILED, this.#onImageError);
    this.#resize = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientHeight > 0) this.#engine.resize(true, true);
    });
    this.#resize.observe(element);
  }

  /** For the plugin to attach to. */
  get viewport(): core.Types.IStackViewport {
    return this.#viewport;
  }

  get primaryTool(): PrimaryTool {
    return this.#primary;
  }

  set primaryTool(tool: PrimaryTool) {
    this.#primary = tool;
    bindTools(this.#group, tool);
  }

  /** Undefined before a series is shown. */
  get state(): ViewState | undefined {
    const imageIds = this.#viewport.getImageIds();
    const index = this.#viewport.getCurrentImageIdIndex();
    const imageId = imageIds[index];
    if (imageId === undefined) return undefined;
    const loaded = this.#viewport.getCornerstoneImage()?.imageId === imageId;
    const { voiRange, invert } = this.#viewport.getProperties();
    const zoom = this.#viewport.getZoom();
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
        ? edgeLabels(this.#viewport.getCamera())
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
    await this.#viewport.setStack([...imageIds], index);
    if (show !== this.#shows) return;
    this.reset();
    this.#prefetching = new AbortController();
    void prefetch(imageIds, index, this.#prefetching.signal);
  }

  /** Forward for positive steps; stops at the ends. */
  scroll(steps: number): void {
    this.#viewport.scroll(steps);
  }

  goTo(index: number): void {
    const imageIds = this.#viewport.getImageIds();
    if (imageIds.length === 0) return;
    const inside = Math.min(imageIds.length - 1, Math.max(0, index));
    this.#viewport.setImageIdIndex(inside).catch(() => undefined);
  }

  reset(): void {
    this.#viewport.resetCamera();
    this.#viewport.resetProperties();
    this.#viewport.render();
  }

  flip(axis: "horizontal" | "vertical"): void {
    const { flipHorizontal = false, flipVertical = false } = this.#viewport.getCamera();
    this.#viewport.setCamera(
      axis === "horizontal" ? { flipHorizontal: !flipHorizontal } : { flipVertical: !flipVertical },
    );
    this.#viewport.render();
  }

  /** Clockwise by a quarter turn. */
  rotate(): void {
    const { rotation = 0 } = this.#viewport.getViewPresentation() ?? {};
    this.#viewport.setViewPresentation({ rotation: (rotation + 90) % 360 });
    this.#viewport.render();
  }

  invert(): void {
    this.#viewport.setProperties({ invert: !(this.#viewport.getProperties().invert ?? false) });
    this.#viewport.render();
  }

  dispose(): void {
    this.#listeners.abort();
    this.#prefetching.abort();
    core.eventTarget.removeEventListener(Events.IMAGE_LOAD_FAILED, this.#onImageError);
    this.#resize.disconnect();
    tools.ToolGroupManager.destroyToolGroup(this.#group.id);
    this.#engine.destroy();
  }
}
