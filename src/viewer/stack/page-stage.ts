import * as core from "@cornerstonejs/core";
import * as tools from "@cornerstonejs/tools";
import { bindCrosshairs, type CrosshairsMode } from "./crosshairs.ts";
import type { PrimaryTool } from "./primary-tool.ts";
import { bindTools, createToolGroup } from "./tool-bindings.ts";

const id = "residua";

/** A stack, or a plane through a volume. */
export type ImageViewport = core.Types.IStackViewport | core.Types.IVolumeViewport;

/** What a viewport of either kind draws on. */
export interface PlaceOptions {
  readonly element: HTMLDivElement;
  readonly type: core.Enums.ViewportType;
  /** Of a volume viewport. */
  readonly orientation?: core.Enums.OrientationAxis;
}

interface OpenViewport {
  readonly stage: PageStage;
  readonly viewport: ImageViewport;
}

let stage: PageStage | undefined;
let made = 0;

/**
 * The rendering engine and the tool group that all viewports of the page share: an engine holds a WebGL context, and a
 * volume's texture belongs to one. Both are made for the first viewport, and gone with the last.
 */
export class PageStage {
  readonly engine = new core.RenderingEngine(id);
  readonly group = createToolGroup(id);
  readonly #viewports = new Set<string>();
  #primary: PrimaryTool = "window-level";
  #crosshairs: CrosshairsMode = "off";
  #frame: number | undefined;

  private constructor() {
    this.#bind();
  }

  /** Undefined while there is no viewport. */
  static get current(): PageStage | undefined {
    return stage;
  }

  /** Makes a viewport, to be given back by `close`. */
  static open({ element, type, orientation }: PlaceOptions): OpenViewport {
    stage ??= new PageStage();
    const viewportId = `${id}-${++made}`;
    stage.#viewports.add(viewportId);
    const defaultOptions = orientation ? { orientation } : {};
    stage.engine.enableElement({ viewportId, type, element, defaultOptions });
    // Cornerstone takes it out of the order of the Tab key.
    element.tabIndex = 0;
    stage.group.addViewport(viewportId, id);
    return { stage, viewport: stage.engine.getViewport(viewportId) as ImageViewport };
  }

  get primaryTool(): PrimaryTool {
    return this.#primary;
  }

  /** Takes the left button from the crosshairs too. */
  set primaryTool(tool: PrimaryTool) {
    this.#primary = tool;
    if (this.#crosshairs === "click") this.#crosshairs = "grab";
    this.#bind();
  }

  get crosshairs(): CrosshairsMode {
    return this.#crosshairs;
  }

  /** Only while all viewports are planes through one volume. */
  set crosshairs(mode: CrosshairsMode) {
    if (mode === this.#crosshairs) return;
    this.#crosshairs = mode;
    this.#bind();
  }

  /** After the size of any viewport has changed; once a frame for all of them. */
  resize(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      // With a frame of its own under way the engine takes the new size and leaves the camera as it was.
      if (isFrameUnderWay(this.engine)) this.resize();
      else this.#resizeNow();
    });
  }

  /** The engine keeps how many mm there are to a view's height; an image that fitted is to fit the new size too. */
  #resizeNow(): void {
    const before = this.engine.getViewports().map((each) => {
      const viewport = each as ImageViewport;
      return { viewport, zoom: viewport.getZoom() };
    });
    this.engine.resize(true, true);
    for (const { viewport, zoom } of before) {
      const after = viewport.getZoom();
      if (!Number.isFinite(zoom) || !Number.isFinite(after) || Math.abs(zoom - after) < 1e-3) continue;
      viewport.setZoom(zoom);
      viewport.render();
    }
  }

  #bind(): void {
    bindTools(this.group, this.#crosshairs === "click" ? undefined : this.#primary);
    bindCrosshairs(this.group, this.#crosshairs);
  }

  close(viewportId: string): void {
    if (!this.#viewports.delete(viewportId)) return;
    const canvas = this.engine.getOffscreenMultiRenderWindow(viewportId).getOpenGLRenderWindow().getCanvas();
    this.group.removeViewports(id, viewportId);
    this.engine.disableElement(viewportId);
    if (this.#viewports.size > 0) return;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    tools.ToolGroupManager.destroyToolGroup(id);
    this.engine.destroy();
    if (canvas) freeContext(canvas);
    stage = undefined;
  }
}

/**
 * An engine leaves its context, with textures and all, to the garbage collector. Until that has come by a browser counts
 * it among the few that a page may have, and takes away the oldest: the one that scores.
 */
function freeContext(canvas: HTMLCanvasElement): void {
  // Cornerstone would say that one was lost.
  canvas.addEventListener("webglcontextlost", (event) => event.stopImmediatePropagation(), { capture: true });
  canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
}

function isFrameUnderWay(engine: core.RenderingEngine): boolean {
  return (engine as unknown as { readonly _animationFrameSet?: boolean })._animationFrameSet ?? false;
}
