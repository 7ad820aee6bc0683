import type { Viewport } from "../cornerstone/host.ts";
import type { Overlay, Probe } from "../index.ts";
import type { HostLibraries, HostServices } from "./host-types.ts";

/** A viewport of the grid with the overlay on it, or why there is none. */
export interface ViewportLink {
  readonly viewport: Viewport;
  overlay: Overlay | undefined;
  error: Error | undefined;
}

export interface ViewportLinksOptions {
  readonly cornerstone: HostLibraries["cornerstone"];
  readonly services: HostServices;
  attach(viewport: Viewport): Promise<Overlay>;
  /** Before anything is drawn. */
  onAttached(overlay: Overlay): void;
  onChange(): void;
  /** What is under the pointer, in whichever viewport it is. */
  onProbe(probe: Probe | undefined): void;
}

/** An overlay on each viewport of the grid, through layout changes: OHIF makes new elements and drops old ones. */
export class ViewportLinks {
  readonly #options: ViewportLinksOptions;
  readonly #links = new Map<string, ViewportLink>();
  readonly #lifetime = new AbortController();

  constructor(options: ViewportLinksOptions) {
    this.#options = options;
    const { eventTarget, Enums } = options.cornerstone;
    const { ELEMENT_ENABLED, ELEMENT_DISABLED } = Enums.Events;
    eventTarget.addEventListener(ELEMENT_ENABLED, this.#onEnabled);
    eventTarget.addEventListener(ELEMENT_DISABLED, this.#onDisabled);
    for (const viewportId of options.services.viewportGridService.getState().viewports.keys()) {
      void this.#add(viewportId);
    }
  }

  get all(): Iterable<ViewportLink> {
    return this.#links.values();
  }

  get(viewportId: string): ViewportLink | undefined {
    return this.#links.get(viewportId);
  }

  /** After a failure. */
  attachAgain(viewportId: string): void {
    this.#links.delete(viewportId);
    void this.#add(viewportId);
  }

  dispose(): void {
    this.#lifetime.abort();
    const { eventTarget, Enums } = this.#options.cornerstone;
    eventTarget.removeEventListener(Enums.Events.ELEMENT_ENABLED, this.#onEnabled);
    eventTarget.removeEventListener(Enums.Events.ELEMENT_DISABLED, this.#onDisabled);
    for (const { overlay } of this.#links.values()) overlay?.dispose();
    this.#links.clear();
  }

  readonly #onEnabled = (event: Event): void => {
    void this.#add((event as CustomEvent<{ viewportId: string }>).detail.viewportId);
  };

  readonly #onDisabled = (event: Event): void => {
    const { viewportId } = (event as CustomEvent<{ viewportId: string }>).detail;
    // The overlay hears of it by itself.
    if (this.#links.delete(viewportId)) this.#options.onChange();
  };

  async #add(viewportId: string): Promise<void> {
    const { services, attach, onAttached, onChange, onProbe } = this.#options;
    // The host also enables elements for thumbnails and for its capture dialog.
    if (!services.viewportGridService.getState().viewports.has(viewportId)) return;
    const viewport = services.cornerstoneViewportService.getCornerstoneViewport(viewportId);
    if (!viewport || this.#links.get(viewportId)?.viewport === viewport) return;
    const link: ViewportLink = { viewport, overlay: undefined, error: undefined };
    this.#links.set(viewportId, link);
    try {
      const overlay = await attach(viewport);
      if (this.#lifetime.signal.aborted || this.#links.get(viewportId) !== link) return overlay.dispose();
      for (const type of ["residua-state", "residua-score", "residua-error"] as const) {
        overlay.addEventListener(type, onChange, { signal: this.#lifetime.signal });
      }
      overlay.addEventListener("residua-probe", ({ detail }) => onProbe(detail), {
        signal: this.#lifetime.signal,
      });
      onAttached(overlay);
      link.overlay = overlay;
    } catch (error) {
      if (this.#lifetime.signal.aborted) return;
      link.error = error instanceof Error ? error : new Error(String(error), { cause: error });
    }
    onChange();
  }
}
