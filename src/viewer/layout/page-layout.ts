import { msg } from "@lit/localize";
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { repeat } from "lit/directives/repeat.js";
import type { Command } from "../commands.ts";
import "../elements/residua-progress.ts";
import "../elements/residua-viewport.ts";
import type { ImageErrorEvent } from "../events/image-error-event.ts";
import type { SeriesDropEvent } from "../events/series-drop-event.ts";
import type { ViewChangeEvent } from "../events/view-change-event.ts";
import { volumeRefusalText } from "../texts/volume-refusal-text.ts";
import type { Cell } from "./cells.ts";
import { comparePrior } from "./compare-prior.ts";
import { runLayoutCommand } from "./layout-commands.ts";
import "./residua-layout-menu.ts";
import type { LayoutChoice } from "./residua-layout-menu.ts";
import "./residua-notice.ts";
import { Viewports, type ViewportsOptions } from "./viewports.ts";

export interface PageLayoutOptions extends Omit<ViewportsOptions, "onRefusal"> {
  readonly onImageError: (imageId: string) => void;
}

/** The middle of the page: its viewports, the commands about them, and what there is to say of them. */
export class PageLayout {
  readonly viewports: Viewports;
  readonly #host: ReactiveControllerHost;
  readonly #options: PageLayoutOptions;
  /** Written anew for each language. */
  #notice: (() => string) | undefined;

  constructor(host: ReactiveControllerHost, options: PageLayoutOptions) {
    this.#host = host;
    this.#options = options;
    this.viewports = new Viewports(host, {
      ...options,
      onRefusal: (refusal) => this.#say(() => volumeRefusalText(refusal)),
    });
  }

  /** For the menu. */
  get choice(): LayoutChoice {
    const { layout, crosshairs, setting } = this.viewports;
    return { layout, crosshairs, scroll: setting.scroll, display: setting.display };
  }

  run(command: Command): void {
    runLayoutCommand(this.viewports, command);
    if (command !== "compare-prior" || !this.viewports.series) return;
    if (!comparePrior(this.viewports, this.#options.series())) {
      this.#say(() =>
        msg(
          "No other study of this patient with the same modality is open. Open it as well to compare them.",
        ),
      );
    }
  }

  render(): TemplateResult {
    const { cells, active, layout } = this.viewports;
    return html`<div class=${classMap({ viewports: true, [`layout-${layout}`]: true })}>
      ${repeat(
        cells,
        ({ id }) => id,
        (cell, index) => this.#viewport(cell, index, cells.length > 1 && index === active),
      )}
    </div>`;
  }

  renderMessages(): TemplateResult {
    const { progress } = this.viewports;
    return html`<residua-notice
        .message=${this.#notice?.() ?? ""}
        @residua-dismiss=${() => this.#say(undefined)}
      ></residua-notice>
      ${
        progress === undefined
          ? nothing
          : html`<residua-progress
            .done=${progress.done}
            .total=${progress.total}
            @residua-cancel=${() => this.viewports.cancel()}
          ></residua-progress>`
      }`;
  }

  #viewport(cell: Cell, index: number, active: boolean): TemplateResult {
    return html`<residua-viewport
      class=${classMap({ active })}
      .series=${cell.series}
      .firstImage=${cell.firstImage}
      .examination=${cell.examination}
      .plane=${cell.plane}
      .volume=${cell.volume}
      @residua-activate=${() => this.#activate(index)}
      @residua-series-drop=${(event: SeriesDropEvent) => this.#drop(index, event.key)}
      @residua-view-change=${(event: ViewChangeEvent) => this.viewports.onView(index, event.view)}
      @residua-image-error=${(event: ImageErrorEvent) => this.#options.onImageError(event.imageId)}
    ></residua-viewport>`;
  }

  #activate(index: number): void {
    if (index !== this.viewports.active) this.viewports.activate(index);
  }

  #drop(index: number, key: string): void {
    const series = this.#options.series().find((candidate) => candidate.key === key);
    if (series) this.viewports.assign(index, series);
  }

  #say(notice: (() => string) | undefined): void {
    this.#notice = notice;
    this.#host.requestUpdate();
  }
}
