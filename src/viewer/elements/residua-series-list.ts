import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { formatNumber } from "../../ui/localization/format.ts";
import { rowsStyles } from "../../ui/theme/rows.styles.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { seriesDragType } from "../events/series-drop-event.ts";
import { SeriesSelectEvent } from "../events/series-select-event.ts";
import type { Series } from "../files/series.ts";
import { seriesListStyles } from "./residua-series-list.styles.ts";
import "./residua-series-thumbnail.ts";

/**
 * The opened series with a picture of each.
 *
 * @event residua-series-select - A series was chosen.
 * @csspart series - Each series' button.
 */
@customElement("residua-series-list")
@localized()
export class ResiduaSeriesList extends LitElement {
  static override readonly styles = [sharedStyles, rowsStyles, seriesListStyles];

  @property({ attribute: false }) series: readonly Series[] = [];
  /** `key` of the series on the screen. */
  @property() selected: string | undefined;

  override render(): TemplateResult {
    if (this.series.length === 0) return html`<p class="quiet">${msg("No series opened yet.")}</p>`;
    return html`<ul class="rows">
      ${repeat(
        this.series,
        ({ key }) => key,
        (series) => this.#item(series),
      )}
    </ul>`;
  }

  #item(series: Series): TemplateResult {
    const { key, description, modality, imageIds } = series;
    const count = imageIds.length;
    return html`<li>
      <button
        class="row"
        type="button"
        part="series"
        draggable="true"
        aria-current=${key === this.selected ? "true" : "false"}
        @dragstart=${(event: DragEvent) => event.dataTransfer?.setData(seriesDragType, key)}
        @click=${() => this.dispatchEvent(new SeriesSelectEvent(key))}
      >
        <residua-series-thumbnail
          .imageId=${imageIds[Math.floor(count / 2)] ?? ""}
          .modality=${modality}
        ></residua-series-thumbnail>
        <span class="text">
          <span class="description" title=${description}>${description}</span>
          <span class="quiet number"
            >${modality}${modality === "" ? "" : " · "}${
              count === 1 ? msg("1 image") : msg(str`${formatNumber(count)} images`)
            }</span
          >
        </span>
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-series-list": ResiduaSeriesList;
  }
}
