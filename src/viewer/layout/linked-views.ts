import type { ResiduaViewport } from "../elements/residua-viewport.ts";
import type { Series } from "../files/series.ts";
import type { ImageViewport } from "../stack/page-stage.ts";
import { DisplaySync } from "./display-sync.ts";
import { matchingImage, sharesSpace } from "./match-images.ts";
import { ScrollSync, type StackPlace } from "./scroll-sync.ts";

/** What viewports do together: scrolling, and being windowed and zoomed. */
export class LinkedViews {
  readonly #elements: () => readonly ResiduaViewport[];
  readonly #scroll = new ScrollSync();
  readonly #display = new DisplaySync();

  constructor(elements: () => readonly ResiduaViewport[]) {
    this.#elements = elements;
  }

  /** Scrolls the other stacks after one of them. */
  follow(cell: number): void {
    const places = this.#places();
    const leader = places[cell];
    if (!leader) return;
    const others = places.filter((place): place is StackPlace => place !== undefined && place !== leader);
    const moves = this.#scroll.follow(leader, others);
    places.forEach((place, index) => {
      const image = moves.get(place?.id ?? "");
      if (image !== undefined) this.#elements()[index]?.goToImage(image);
    });
  }

  /** The image of a series at the place that a viewport beside it shows; undefined where none lies in its space. */
  beside(cell: number, series: Series): string | undefined {
    const place = this.#places().find(
      (each, index) => each !== undefined && index !== cell && sharesSpace(each.series, series),
    );
    const index = place && matchingImage(series, place);
    return index === undefined ? undefined : series.imageIds[index];
  }

  /** Stacks of different examinations keep from now on the distance that they have now. */
  forgetDistances(): void {
    this.#scroll.clear();
  }

  /** As `forgetDistances`, with stacks that stay where they are: the very first step leads the others. */
  beginAnew(): void {
    this.forgetDistances();
    for (const place of this.#places()) if (place) this.#scroll.follow(place, []);
  }

  /**
   * Tells how the viewports on the page go together.
   *
   * @param planes they are planes through one volume, which always have one window
   * @param display windows and zooms are to be alike
   */
  settle(planes: boolean, display: boolean): void {
    const all = this.#elements();
    if (planes) {
      const viewports = all.flatMap(({ view }) => (view ? [view.viewport] : []));
      this.#display.follow([{ viewports, zoom: display }]);
    } else this.#display.follow(display ? alike(all) : []);
  }

  dispose(): void {
    this.#display.dispose();
  }

  #places(): (StackPlace | undefined)[] {
    return this.#elements().map(({ series, state }, index) => {
      if (!series || !state || series.imageIds[state.index] !== state.imageId) return undefined;
      return { id: String(index), series, index: state.index };
    });
  }
}

/** Viewports of one modality: grey values of two have nothing in common. */
function alike(
  elements: readonly ResiduaViewport[],
): { readonly viewports: readonly ImageViewport[]; readonly zoom: true }[] {
  const groups = new Map<string, ImageViewport[]>();
  for (const { series, view } of elements) {
    if (!series || !view) continue;
    groups.set(series.modality, [...(groups.get(series.modality) ?? []), view.viewport]);
  }
  return [...groups.values()].map((viewports) => ({ viewports, zoom: true }));
}
