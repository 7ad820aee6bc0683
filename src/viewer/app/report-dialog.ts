import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { msg, str } from "@lit/localize";
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Plugin } from "../../../plugin/index.ts";
import type { SliceFindings } from "../../scoring/slice-findings.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import type { SeriesData } from "../../ui/series-data.ts";
import { keyLabel } from "../commands.ts";
import type { ReportChoice, ReportCommandEvent } from "../events/report-command-event.ts";
import type { Series } from "../files/series.ts";
import { chooseKeySlices } from "../report-page/choose-key-slices.ts";
import { drawReport } from "../report-page/draw-report.ts";
import { makeKeyImages } from "../report-page/make-key-images.ts";
import type { ReportContent } from "../report-page/report-content.ts";
import "../report-page/residua-report.ts";
import { saveFile } from "../storage/save-file.ts";
import { keptStyle } from "../storage/style-setting.ts";

/** What a report is made of; read whenever it is made. */
export interface ReportContext {
  readonly plugin: Plugin | undefined;
  readonly series: Series | undefined;
  /** Index of the image on the screen. */
  readonly index: number;
  /** By the index of the image; empty for a single image. */
  readonly findings: readonly (SliceFindings | undefined)[];
  /** Of the whole series; undefined for a single image. */
  readonly scanned: Pick<SeriesData, "score" | "regions"> | undefined;
}

export interface ReportDialogOptions {
  readonly context: () => ReportContext;
  /** Something failed that the dialog does not explain. */
  readonly onFailure: (error: unknown) => void;
}

/** The dialog in which a report of the series on the screen is made, printed and saved. */
export class ReportDialog {
  readonly #host: ReactiveControllerHost;
  readonly #options: ReportDialogOptions;
  /** Images that the user pinned, by the series' key. */
  readonly #pinned = new Map<string, ReadonlySet<number>>();
  #shown = false;
  #choice: ReportChoice = { images: "highest", count: 4, named: false };
  #content: ReportContent | undefined;
  #problem: string | undefined;
  #making = new AbortController();
  /** What is printed: the page itself is hidden then. */
  #sheet: HTMLElementTagNameMap["residua-report-sheet"] | undefined;

  constructor(host: ReactiveControllerHost, options: ReportDialogOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Whether it is in front of the page. */
  get open(): boolean {
    return this.#shown;
  }

  /** Whether the image on the screen is pinned for the report. */
  get pins(): ReadonlySet<number> {
    return this.#pinned.get(this.#options.context().series?.key ?? "") ?? new Set();
  }

  /** Pins the image on the screen for the report, or no longer. */
  togglePin(): void {
    const { series, index } = this.#options.context();
    if (!series) return;
    const pins = new Set(this.pins);
    if (!pins.delete(index)) pins.add(index);
    this.#pinned.set(series.key, pins);
    this.#host.requestUpdate();
  }

  show(): void {
    if (!this.#options.context().series) return;
    this.#shown = true;
    this.#choice = { ...this.#choice, images: this.pins.size > 0 ? "pinned" : "highest", named: false };
    void this.#make();
  }

  render(): TemplateResult {
    const scanned = this.#options.context().findings.filter(Boolean).length > 1;
    return html`<wa-dialog
      class="report"
      label=${msg("Report")}
      ?open=${this.#shown}
      @wa-after-hide=${(event: Event) => event.target === event.currentTarget && this.#hide()}
    >
      <residua-report
        .content=${this.#content}
        .choice=${this.#choice}
        pinned=${this.pins.size}
        ?scanned=${scanned}
        .problem=${this.#problem}
        pinKey=${keyLabel("pin-image")}
        @residua-report-command=${(event: ReportCommandEvent) => this.#obey(event)}
      ></residua-report>
    </wa-dialog>`;
  }

  /** Over the image, where it is pinned. */
  renderPin(): TemplateResult | typeof nothing {
    const { pins } = this;
    if (!pins.has(this.#options.context().index)) return nothing;
    const count = formatNumber(pins.size);
    return html`<p class="pin" role="status">${msg(str`Pinned for the report: ${count}`)}</p>`;
  }

  #obey({ command, choice }: ReportCommandEvent): void {
    switch (command) {
      case "update":
        this.#choice = choice;
        void this.#make();
        return;
      case "print":
        window.print();
        return;
      case "save-png":
        if (this.#content) void this.#savePng(this.#content);
    }
  }

  async #make(): Promise<void> {
    this.#making.abort();
    const making = new AbortController();
    this.#making = making;
    this.#setContent(undefined);
    try {
      const content = await this.#makeContent(making.signal);
      if (!making.signal.aborted) this.#setContent(content);
    } catch {
      if (making.signal.aborted) return;
      this.#problem = msg("None of these images could be scored, so there is nothing to report.");
      this.#host.requestUpdate();
    }
  }

  async #makeContent(signal: AbortSignal): Promise<ReportContent | undefined> {
    const { plugin, series, index, findings, scanned } = this.#options.context();
    if (!plugin || !series) return undefined;
    const { images: which, count, named } = this.#choice;
    const indices =
      which === "pinned" ? [...this.pins].sort((a, b) => a - b) : chooseKeySlices(findings, count);
    const { images, model } = await makeKeyImages({
      plugin,
      series,
      indices: indices.length > 0 ? indices : [index],
      colormap: keptStyle().colormap,
      signal,
    });
    const { modality, description, studyDescription, studyDate, patientName } = series;
    return {
      made: new Date(),
      software: plugin.manifest.version,
      model,
      series: {
        modality,
        description,
        studyDescription,
        studyDate,
        seriesInstanceUID: series.images[0]?.header.seriesInstanceUID ?? "",
        images: series.imageIds.length,
      },
      patientName: named ? patientName : undefined,
      score: scanned?.score,
      regions: scanned?.regions ?? { regions: [] },
      images,
    };
  }

  async #savePng(content: ReportContent): Promise<void> {
    const blob = await new Promise<Blob | null>((resolve) => drawReport(content).toBlob(resolve));
    if (blob) saveFile(blob, "residua-report.png", "image/png");
    else this.#options.onFailure(new Error("The browser could not make a PNG of the report."));
  }

  #setContent(content: ReportContent | undefined): void {
    this.#content = content;
    this.#problem = undefined;
    this.#sheet?.remove();
    this.#sheet = undefined;
    if (content) {
      this.#sheet = document.createElement("residua-report-sheet");
      this.#sheet.content = content;
      document.body.append(this.#sheet);
    }
    this.#host.requestUpdate();
  }

  #hide(): void {
    this.#making.abort();
    this.#shown = false;
    this.#setContent(undefined);
  }
}
