import { msg } from "@lit/localize";
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Command } from "../commands.ts";
import type { OverlayObjectEvent } from "../events/overlay-object-event.ts";
import { OverlayObjects, type OverlayObjectsOptions } from "./overlay-objects.ts";
import "./residua-overlay-list.ts";
import { type ResultsContext, ResultsDialog } from "./results-dialog.ts";

export interface PageResultsOptions extends OverlayObjectsOptions {
  readonly context: () => ResultsContext;
  /** Something failed that nothing on the page explains. */
  readonly onFailure: (error: unknown) => void;
}

/** What goes out of the page, the results of a series, and what comes in, segmentations and maps of others. */
export class PageResults {
  readonly #dialog: ResultsDialog;
  readonly #overlays: OverlayObjects;
  readonly #onFailure: (error: unknown) => void;

  constructor(host: ReactiveControllerHost, options: PageResultsOptions) {
    this.#dialog = new ResultsDialog(host, options.context);
    this.#overlays = new OverlayObjects(host, options);
    this.#onFailure = options.onFailure;
  }

  /** Whether the dialog is in front of the page. */
  get open(): boolean {
    return this.#dialog.open;
  }

  run(command: Command): void {
    if (command === "results") this.#dialog.show();
  }

  /** Files that lie over images. */
  readonly addOverlays = (files: readonly File[]): void => {
    if (files.length > 0) this.#overlays.add(files).catch(this.#onFailure);
  };

  render(): TemplateResult {
    return this.#dialog.render();
  }

  /** The list of what was opened beside the images. */
  renderOverlays(): TemplateResult | typeof nothing {
    const { entries } = this.#overlays;
    if (entries.length === 0) return nothing;
    return html`<section aria-labelledby="overlays">
      <h2 id="overlays">${msg("Segmentations and maps")}</h2>
      <residua-overlay-list
        .entries=${entries}
        @residua-overlay-object=${({ command, id }: OverlayObjectEvent) => this.#overlays[command](id)}
      ></residua-overlay-list>
    </section>`;
  }
}
