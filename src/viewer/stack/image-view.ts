import * as core from "@cornerstonejs/core";
import { type ImageViewport, PageStage } from "./page-stage.ts";
import type { PrimaryTool } from "./primary-tool.ts";
import type { ViewState } from "./view-state.ts";

const { Events } = core.Enums;

export interface ImageViewOptions {
  readonly element: HTMLDivElement;
  /** The image, the window, the camera or the size has changed. */
  readonly onChange: () => void;
  /** An image could not be loaded; it need not be one of this view. */
  readonly onImageError: (imageId: string, error: unknown) => void;
}

/** What a stack and a plane through a volume have in common: a viewport with the page's tools. */
export abstract class ImageView<Viewport extends ImageViewport = ImageViewport> {
  /** For the plugin to attach to. */
  readonly viewport: Viewport;
  readonly #stage: PageStage;
  readonly #resize: ResizeObserver;
  readonly #listeners = new AbortController();
  readonly #onImageError: (event: Event) => void;

  protected constructor(
    { element, onChange, onImageError }: ImageViewOptions,
    type: core.Enums.ViewportType,
    orientation?: core.Enums.OrientationAxis,
  ) {
    const { stage, viewport } = PageStage.open({
      element,
      type,
      ...(orientation ? { orientation } : {}),
    });
    this.#stage = stage;
    this.viewport = viewport as Viewport;
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
      if (element.clientWidth > 0 && element.clientHeight > 0) stage.resize();
    });
    this.#resize.observe(element);
  }

  /** Undefined before a series is shown. */
  abstract get state(): ViewState | undefined;

  /** Forward for positive steps; stops at the ends. */
  abstract scroll(steps: number): void;

  /** To an image of the stack, or a slice of the plane, from 0; stops at the ends. */
  abstract goTo(index: number): void;

  /** One for all viewports. */
  get primaryTool(): PrimaryTool {
    return this.#stage.primaryTool;
  }

  set primaryTool(tool: PrimaryTool) {
    this.#stage.primaryTool = tool;
  }

  reset(): void {
    this.viewport.resetCamera();
    this.viewport.resetProperties();
    this.viewport.render();
  }

  flip(axis: "horizontal" | "vertical"): void {
    const { flipHorizontal = false, flipVertical = false } = this.viewport.getCamera();
    this.viewport.setCamera(
      axis === "horizontal" ? { flipHorizontal: !flipHorizontal } : { flipVertical: !flipVertical },
    );
    this.viewport.render();
  }

  /** Clockwise by a quarter turn. */
  rotate(): void {
    const { rotation = 0 } = this.viewport.getViewPresentation() ?? {};
    this.viewport.setViewPresentation({ rotation: (rotation + 90) % 360 });
    this.viewport.render();
  }

  invert(): void {
    this.viewport.setProperties({ invert: !(this.viewport.getProperties()?.invert ?? false) });
    this.viewport.render();
  }

  dispose(): void {
    this.#listeners.abort();
    core.eventTarget.removeEventListener(Events.IMAGE_LOAD_FAILED, this.#onImageError);
    this.#resize.disconnect();
    this.#stage.close(this.viewport.id);
  }
}
