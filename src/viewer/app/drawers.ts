import { msg } from "@lit/localize";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { html, type TemplateResult } from "lit";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "../../ui/icons/icon-library.ts";

export type Drawer = "series" | "panel";

/** Narrower, and the series lie in a drawer; see drawers.styles.ts, which has the same numbers. */
const narrow = "(width < 1180px)";
/** Narrower, and the panel lies under the image. */
const portrait = "(width < 900px)";

/**
 * The columns beside the image where the window is too narrow for all three: the series come out over the image when
 * they are asked for, the panel lies under it and can be folded away.
 */
export class Drawers implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #narrow = matchMedia(narrow);
  readonly #portrait = matchMedia(portrait);
  #seriesOpen = false;
  #panelOpen = true;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#narrow.addEventListener("change", this.#changed);
    this.#portrait.addEventListener("change", this.#changed);
  }

  hostDisconnected(): void {
    this.#narrow.removeEventListener("change", this.#changed);
    this.#portrait.removeEventListener("change", this.#changed);
  }

  /** Classes of the page's grid. */
  get classes(): Readonly<Record<string, boolean>> {
    return { "series-open": this.#seriesOpen, "panel-closed": !this.#panelOpen };
  }

  /** What is folded away takes no focus and is not read out. */
  isHidden(drawer: Drawer): boolean {
    return drawer === "series"
      ? this.#narrow.matches && !this.#seriesOpen
      : this.#portrait.matches && !this.#panelOpen;
  }

  /** The image is what the user wants to see now. */
  closeSeries(): void {
    if (!this.#seriesOpen) return;
    this.#seriesOpen = false;
    this.#host.requestUpdate();
  }

  /** The buttons that stand where the columns do not fit. */
  render(): TemplateResult {
    return html`<div class="drawers">
      <button
        type="button"
        class="drawer-series"
        aria-expanded=${this.#seriesOpen ? "true" : "false"}
        aria-controls="series-drawer"
        @click=${() => this.#toggle("series")}
      >
        <wa-icon name="layers"></wa-icon>${msg("Series")}
      </button>
      <button
        type="button"
        class="drawer-panel"
        aria-expanded=${this.#panelOpen ? "true" : "false"}
        aria-controls="panel-drawer"
        @click=${() => this.#toggle("panel")}
      >
        <wa-icon name="info"></wa-icon>${msg("Panel")}
      </button>
    </div>`;
  }

  #toggle(drawer: Drawer): void {
    if (drawer === "series") this.#seriesOpen = !this.#seriesOpen;
    else this.#panelOpen = !this.#panelOpen;
    this.#host.requestUpdate();
  }

  readonly #changed = (): void => {
    this.#seriesOpen = false;
    this.#host.requestUpdate();
  };
}
