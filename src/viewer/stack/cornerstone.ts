import * as core from "@cornerstonejs/core";
import * as imageLoader from "@cornerstonejs/dicom-image-loader";
import { registerDefaultProviders } from "@cornerstonejs/metadata";
import * as tools from "@cornerstonejs/tools";
import { registerMeasureTools } from "../tools/measure-tools.ts";
import { mendWindow } from "./mend-window.ts";

let ready: Promise<void> | undefined;

/** Starts Cornerstone once for the page: metadata providers, rendering, tools, decoding workers. */
export function initCornerstone(): Promise<void> {
  ready ??= init();
  return ready;
}

async function init(): Promise<void> {
  // First: without these providers the image loader finds no pixels in any file.
  registerDefaultProviders();
  // One viewport needs one WebGL context; the pool's seven would crowd out the engine's.
  core.init({ rendering: { webGlContextCount: 1 }, debug: {} });
  tools.init();
  imageLoader.init({ maxWebWorkers: Math.max(1, Math.min(4, (navigator.hardwareConcurrency ?? 2) - 1)) });
  handleCacheFailures();
  // Sent before anyone who asked for the image gets it.
  core.eventTarget.addEventListener(core.Enums.Events.IMAGE_LOADED, (event: Event) =>
    mendWindow((event as CustomEvent<{ image: core.Types.IImage }>).detail.image),
  );
  for (const tool of [tools.WindowLevelTool, tools.PanTool, tools.ZoomTool, tools.StackScrollTool]) {
    tools.addTool(tool);
  }
  registerMeasureTools();
}

/**
 * `loadAndCacheImage` drops the promise that this method returns: every image that cannot be loaded would end as an
 * unhandled rejection, beside the one that whoever asked for it gets.
 */
function handleCacheFailures(): void {
  const put = core.cache.putImageLoadObject.bind(core.cache);
  core.cache.putImageLoadObject = (imageId, loadObject) => {
    const stored = put(imageId, loadObject);
    stored.catch(() => undefined);
    return stored;
  };
}
