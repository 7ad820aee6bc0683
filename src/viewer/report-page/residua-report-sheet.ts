import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { stackProblemText } from "../../ui/texts/series-text.ts";
import type { KeyImage, ReportContent } from "./report-content.ts";
import {
  closingText,
  headingTexts,
  imageTexts,
  originRows,
  regionTexts,
  seriesRegionHeadings,
  seriesRegionTexts,
  seriesTexts,
} from "./report-text.ts";
import { reportSheetStyles } from "./residua-report-sheet.styles.ts";

/** More are not worth a reader's time on paper. */
const mostRegions = 12;

/** A report as it is printed, on A4. */
@customElement("residua-report-sheet")
@localized()
export class ResiduaReportSheet extends LitElement {
  static override readonly styles = reportSheetStyles;

  @property({ attribute: false }) content: ReportContent | undefined;
  /** What the canvases show, by canvas. */
  #pictures = new Map<HTMLCanvasElement, string>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("content")) return;
    const canvases = this.content?.images.flatMap(({ plain, overlaid }) => [plain, overlaid]) ?? [];
    this.#pictures = new Map(
      canvases.map((canvas) => [canvas, this.#pictures.get(canvas) ?? canvas.toDataURL()]),
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { content } = this;
    if (!content) return nothing;
    const { title, notice } = headingTexts();
    return html`<article>
      <div class="body">
        <header>
          <h1>${title}</h1>
          <p class="notice">${notice}</p>
        </header>
        <dl>
          ${originRows(content).map(
            ([name, value]) => html`<dt>${name}</dt>
              <dd>${value}</dd>`,
          )}
        </dl>
        ${this.#series(content)}
        <h2>${msg("Images")}</h2>
        ${content.images.map((image) => this.#image(image, content))}
      </div>
      <div class="foot">
        <p>${closingText()}</p>
        <p>
          ${content.model.identity.id} ${content.model.identity.version} · SHA-256
          ${content.model.identity.sha256} · Residua ${content.software}
        </p>
      </div>
    </article>`;
  }

  #series(content: ReportContent): TemplateResult | typeof nothing {
    const texts = seriesTexts(content);
    if (texts.length === 0) return nothing;
    const { regions, problem } = content.regions;
    const unit = unitOf(content);
    return html`<h2>${msg("The whole series")}</h2>
      <div class="summary">
        ${texts.map((text) => html`<p>${text}</p>`)} ${problem ? html`<p>${stackProblemText(problem)}</p>` : nothing}
      </div>
      ${
        regions.length === 0
          ? nothing
          : html`<table>
            <thead>
              <tr>
                ${seriesRegionHeadings().map((text) => html`<th scope="col">${text}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${regions.slice(0, mostRegions).map(
                (region) => html`<tr>
                  ${seriesRegionTexts(region, unit).map((text) => html`<td>${text}</td>`)}
                </tr>`,
              )}
            </tbody>
          </table>`
      }`;
  }

  #image(image: KeyImage, content: ReportContent): TemplateResult {
    const [heading = "", ...texts] = imageTexts(image, content);
    const regions = regionTexts(image, unitOf(content));
    return html`<figure>
      <img src=${this.#pictures.get(image.plain) ?? ""} alt=${heading} />
      <img src=${this.#pictures.get(image.overlaid) ?? ""} alt=${msg("The same with heatmap and regions")} />
      <figcaption>
        <h3>${heading}</h3>
        ${texts.map((text) => html`<p>${text}</p>`)}
        ${
          regions.length === 0
            ? nothing
            : html`<ul class="regions">
              ${regions.map((text) => html`<li>${text}</li>`)}
            </ul>`
        }
        <p class="uid">${image.SOPInstanceUID}</p>
      </figcaption>
    </figure>`;
  }
}

function unitOf({ model }: ReportContent): string {
  return model.maps.anomaly?.unit ?? "";
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-report-sheet": ResiduaReportSheet;
  }
}
