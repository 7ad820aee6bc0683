import { SynchronizerManager, synchronizers } from "@cornerstonejs/tools";
import type { ImageViewport } from "../stack/page-stage.ts";

const { createVOISynchronizer, createZoomPanSynchronizer } = synchronizers;

type Synchronizer = ReturnType<typeof createVOISynchronizer>;

export interface DisplayGroup {
  readonly viewports: readonly ImageViewport[];
  /** Zoom and place as well as the window. */
  readonly zoom: boolean;
}

let made = 0;

/** Keeps windows, and zooms where asked for, alike within groups of viewports. */
export class DisplaySync {
  readonly #running: Synchronizer[] = [];
  #told = "";

  /** Takes the place of the groups that were told before. */
  follow(groups: readonly DisplayGroup[]): void {
    const wanted = groups.filter(({ viewports }) => viewports.length > 1);
    const told = wanted
      .map(({ viewports, zoom }) => [zoom, ...viewports.map(({ id }) => id)].join())
      .join(";");
    if (told === this.#told) return;
    this.dispose();
    this.#told = told;
    for (const { viewports, zoom } of wanted) {
      const name = `residua-display-${++made}`;
      const running = [
        createVOISynchronizer(`${name}-window`, { syncInvertState: true, syncColormap: false }),
      ];
      if (zoom) running.push(createZoomPanSynchronizer(`${name}-zoom`));
      for (const synchronizer of running) {
        for (const { id, renderingEngineId } of viewports) {
          synchronizer.add({ viewportId: id, renderingEngineId });
        }
      }
      this.#running.push(...running);
    }
  }

  dispose(): void {
    for (const { id } of this.#running.splice(0)) SynchronizerManager.destroySynchronizer(id);
    this.#told = "";
  }
}
