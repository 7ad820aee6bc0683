import * as cornerstone from "@cornerstonejs/core";
import { startCornerstone } from "./slices.ts";

/** A viewport of 256 x 256 on the page. */
export interface StageOf<Viewport> {
  readonly viewport: Viewport;
  readonly element: HTMLDivElement;
  /** Draws, and waits until it is drawn. */
  render(): Promise<void>;
  /** The canvas as it is seen: [height, width, RGBA]. */
  pixels(): Promise<ImageData>;
  close(): void;
}

export type Stage = StageOf<cornerstone.Types.IStackViewport>;
export type VolumeStage = StageOf<cornerstone.Types.IVolumeViewport>;

export const stageSize = 256;
let count = 0;
/** One for all stages: each engine holds WebGL contexts, of which a page has few. */
let engine: cornerstone.RenderingEngine | undefined;

export function openStage(): Promise<Stage> {
  return open(cornerstone.Enums.ViewportType.STACK) as Promise<Stage>;
}

/** `orientation`: axial, sagittal, coronal, or acquisition. */
export function openVolumeStage(orientation: cornerstone.Enums.OrientationAxis): Promise<VolumeStage> {
  return open(cornerstone.Enums.ViewportType.ORTHOGRAPHIC, { orientation }) as Promise<VolumeStage>;
}

async function open(
  type: cornerstone.Enums.ViewportType,
  defaultOptions: cornerstone.Types.ViewportInputOptions = {},
): Promise<StageOf<cornerstone.Types.IStackViewport | cornerstone.Types.IVolumeViewport>> {
  await startCornerstone();
  const element = document.createElement("div");
  element.style.cssText = `width:${stageSize}px;height:${stageSize}px;position:absolute;left:0;top:0`;
  document.body.append(element);
  const name = `stage-${++count}`;
  engine ??= new cornerstone.RenderingEngine("stages");
  engine.enableElement({ viewportId: name, type, element, defaultOptions });
  const viewport = engine.getViewport(name) as cornerstone.Types.IStackViewport;

  const render = () =>
    new Promise<void>((resolve) => {
      element.addEventListener(cornerstone.Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
      viewport.render();
    });
  return {
    viewport,
    element,
    render,
    async pixels() {
      await render();
      const { width, height } = viewport.canvas;
      return viewport.canvas.getContext("2d")!.getImageData(0, 0, width, height);
    },
    close() {
      engine?.disableElement(name);
      element.remove();
    },
  };
}
