import "@awesome.me/webawesome/dist/components/switch/switch.js";
import { LOCALE_STATUS_EVENT, localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { live } from "lit/directives/live.js";
import type { Probe } from "../../../plugin/index.ts";
import { openFindingsStore } from "../../inference/findings-store.ts";
import type { SeriesRegion } from "../../scoring/series-regions.ts";
import type { CompareMode } from "../../ui/compare-mode.ts";
import type { CompareEvent } from "../../ui/events/compare-event.ts";
import type { OverlayStyleEvent } from "../../ui/events/overlay-style-event.ts";
import type { OverlayToggleEvent } from "../../ui/events/overlay-toggle-event.ts";
import type { RegionFocusEvent } from "../../ui/events/region-focus-event.ts";
import type { RegionSelectEvent } from "../../ui/events/region-select-event.ts";
import type { ScanCommandEvent } from "../../ui/events/scan-command-event.ts";
import type { SeriesRegionSelectEvent } from "../../ui/events/series-region-select-event.ts";
import type { SliceSelectEvent } from "../../ui/events/slice-select-event.ts";
import { currentLanguage, setLanguage } from "../../ui/localization/language.ts";
import type { ResiduaPanel } from "../../ui/residua-panel.ts";
import "../../ui/residua-panel.ts";
import "../../ui/residua-series-strip.ts";
import { type SeriesData, steppedFlag } from "../../ui/series-data.ts";
import { comparisonOf } from "../../ui/texts/comparison-text.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { themeStyles } from "../../ui/theme/theme.styles.ts";
import { type Command, keyLabel, toolOf } from "../commands.ts";
import "../elements/residua-failure.ts";
import "../elements/residua-file-report.ts";
import "../elements/residua-header.ts";
import "../elements/residua-models.ts";
import "../elements/residua-progress.ts";
import "../elements/residua-sample-list.ts";
import "../elements/residua-series-list.ts";
import "../elements/residua-shortcuts.ts";
import "../elements/residua-start.ts";
import type { ResiduaViewport } from "../elements/residua-viewport.ts";
import "../elements/residua-viewport.ts";
import type { CommandEvent } from "../events/command-event.ts";
import type { FilesEvent } from "../events/files-event.ts";
import type { ImageErrorEvent } from "../events/image-error-event.ts";
import type { ModelChooseEvent } from "../events/model-choose-event.ts";
import type { ModelRemoveEvent } from "../events/model-remove-event.ts";
import type { RecalibrateEvent } from "../events/recalibrate-event.ts";
import type { RecalibrationCommandEvent } from "../events/recalibration-command-event.ts";
import type { SampleSelectEvent } from "../events/sample-select-event.ts";
import type { SeriesSelectEvent } from "../events/series-select-event.ts";
import type { ViewChangeEvent } from "../events/view-change-event.ts";
import { withPaths } from "../files/path-file.ts";
import type { OpenedImage, Series } from "../files/series.ts";
import { commandOfKey } from "../keyboard.ts";
import { downloadBundle } from "../models/download-bundle.ts";
import { fetchInstalled, type InstalledModel, listInstalled } from "../models/installed-models.ts";
import { OwnModels } from "../models/own-models.ts";
import "../recalibration/residua-recalibration.ts";
import { SiteRecalibration } from "../recalibration/site-recalibration.ts";
import { ResiduaLink } from "../residua/residua-link.ts";
import { SeriesScans } from "../residua/series-scans.ts";
import { SampleStudies } from "../samples/sample-studies.ts";
import type { SampleStudy } from "../samples-schema.ts";
import type { PrimaryTool } from "../stack/primary-tool.ts";
import { drawRegionThumbnail } from "../stack/region-thumbnail.ts";
import { runViewCommand } from "../stack/view-command.ts";
import type { ViewState } from "../stack/view-state.ts";
import { keepStyle, keptStyle } from "../storage/style-setting.ts";
import { dropTargetStyles } from "./drop-target.styles.ts";
import { DropTarget } from "./drop-target.ts";
import { FileOpening } from "./file-opening.ts";
import { readPageQuery } from "./page-query.ts";
import { viewerStyles } from "./residua-viewer.styles.ts";
import { UnexpectedErrors } from "./unexpected-errors.ts";

const opacityStep = 0.1;
const manifest = "manifest.json";

/**
 * The standalone page: series on the left, the image in the middle, Residua on the right. Cornerstone must have
 * been started.
 */
@customElement("residua-viewer")
@localized()
export class ResiduaViewer extends LitElement {
  static override readonly styles = [themeStyles, sharedStyles, dropTargetStyles, viewerStyles];

  @state() private selected: string | undefined;
  @state() private firstImage: string | undefined;
  @state() private tool: PrimaryTool = "window-level";
  @state() private view: ViewState | undefined;
  /** Whether the image that should be on the screen could not be loaded. */
  @state() private unreadable = false;
  @state() private shortcuts = false;
  @state() private modelsShown = false;
  @state() private installed: readonly InstalledModel[] = [];
  @state() private truthShown = false;
  @query("residua-viewport") private viewport!: ResiduaViewport;
  @query("residua-panel") private panel!: ResiduaPanel;
  readonly #opening = new FileOpening(this);
  readonly #samples = new SampleStudies(this);
  readonly #models = new OwnModels(this, () => this.#link?.useModels(this.#models.forPlugin()));
  readonly #errors = new UnexpectedErrors(this);
  readonly #recalibration = new SiteRecalibration(this, readPageQuery(location.search).backend);
  readonly #drop = new DropTarget(this, (files) => {
    if (this.#recalibration.model) void files.then((chosen) => this.#recalibration.choose(chosen));
    else this.#openFiles(async () => (await files).map(({ file }) => file));
  });
  readonly #scans = new SeriesScans({
    store: openFindingsStore(),
    onChange: () => this.requestUpdate(),
  });
  #link: ResiduaLink | undefined;
  readonly #listeners = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = this.#listeners;
    document.addEventListener("keydown", this.#onKey, { signal });
    // The label above a reconstruction is painted: it does not change its language by itself.
    window.addEventListener(LOCALE_STATUS_EVENT, () => this.#relabelComparison(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listeners.abort();
    this.#scans.dispose();
    this.#link?.dispose();
  }

  protected override async firstUpdated(): Promise<void> {
    await this.viewport.updateComplete;
    const { sample: wanted, backend } = readPageQuery(location.search);
    await this.#models.load();
    this.#link = new ResiduaLink({
      viewport: this.viewport.view!.viewport,
      manifest,
      ...(backend ? { backend } : {}),
      models: this.#models.forPlugin(),
      style: keptStyle(),
      onChange: () => this.#onLinkChange(),
      onProbe: (probe) => this.#showProbe(probe),
    });
    void this.#link.start();
    await this.#samples.load().catch((error: unknown) => this.#errors.report(error));
    const sample = this.#samples.studies.find(({ id }) => id === wanted);
    if (sample) this.#openSample(sample);
  }

  override render(): TemplateResult {
    return html`<div class="app">
      <residua-header
        class="top"
        tool=${this.tool}
        ?inverted=${this.view?.inverted ?? false}
        ?idle=${this.view === undefined}
        @residua-files=${this.#onFiles}
        @residua-command=${this.#onCommand}
        @residua-models=${() => this.#showModels(true)}
      ></residua-header>
      <nav class="left" aria-label=${msg("Series")}>${this.#left()}</nav>
      <main class=${classMap({ centre: true, striped: (this.#currentSeries?.imageIds.length ?? 0) > 1 })}>${this.#centre()}</main>
      <aside class="right" aria-label=${msg("Anomaly detection")}>${this.#panel()}</aside>
      <residua-shortcuts ?open=${this.shortcuts} @residua-dismiss=${this.#onShortcutsClosed}></residua-shortcuts>
      ${this.#modelDialog()} ${this.#recalibrationDialog()}
      ${this.#drop.active ? html`<div class="drop" aria-hidden="true">${msg("Drop to open")}</div>` : nothing}
    </div>`;
  }

  #left(): TemplateResult {
    return html`<section aria-labelledby="series">
        <h2 id="series">${msg("Series")}</h2>
        <residua-series-list
          .series=${this.#opening.series}
          .selected=${this.selected}
          @residua-series-select=${(event: SeriesSelectEvent) => this.#select(event.key)}
        ></residua-series-list>
      </section>
      ${
        this.#samples.studies.length === 0 || this.#opening.series.length === 0
          ? nothing
          : html`<section aria-labelledby="samples">
            <h2 id="samples">${msg("Samples")}</h2>
            <residua-sample-list
              compact
              .samples=${this.#samples.studies}
              @residua-sample-select=${this.#onSample}
            ></residua-sample-list>
          </section>`
      }`;
  }

  #centre(): TemplateResult {
    const { progress, refused } = this.#opening;
    const current = this.#currentSeries;
    return html`<residua-viewport
        .series=${current}
        .firstImage=${this.firstImage}
        @residua-view-change=${this.#onView}
        @residua-image-error=${(event: ImageErrorEvent) => this.#opening.refuse(event.imageId)}
      ></residua-viewport>
      ${this.#strip(current)}
      ${
        current === undefined
          ? html`<residua-start
            class="start"
            .samples=${this.#samples.studies}
            .attribution=${this.#samples.attribution}
            @residua-files=${this.#onFiles}
            @residua-sample-select=${this.#onSample}
          ></residua-start>`
          : nothing
      }
      <div class="messages">
        <residua-failure
          .message=${this.#errors.message}
          @residua-dismiss=${() => this.#errors.dismiss()}
        ></residua-failure>
        ${
          progress === undefined
            ? nothing
            : html`<residua-progress
              .done=${progress.done}
              .total=${progress.total}
              @residua-cancel=${() => this.#opening.cancel()}
            ></residua-progress>`
        }
        <residua-file-report
          .refused=${refused}
          @residua-dismiss=${() => this.#opening.dismissReport()}
        ></residua-file-report>
      </div>`;
  }

  #panel(): TemplateResult {
    const snapshot = this.unreadable ? this.#link?.unreadable : this.#link?.snapshot;
    return html`<residua-panel
      ?enabled=${snapshot?.enabled ?? false}
      state=${snapshot?.state ?? "idle"}
      .overlayStyle=${snapshot?.overlayStyle}
      .model=${snapshot?.model}
      .backend=${snapshot?.backend}
      .result=${snapshot?.result}
      .reasons=${snapshot?.reasons ?? []}
      .selectedRegion=${snapshot?.selectedRegion}
      comparison=${snapshot?.comparison ?? "original"}
      compareShortcut=${keyLabel("compare")}
      .problem=${snapshot?.problem}
      .plane=${this.#scans.plane}
      .series=${this.#scans.data}
      .drawRegion=${this.#drawRegion}
      shortcut=${keyLabel("toggle-overlay")}
      scanShortcut=${keyLabel("scan-series")}
      @residua-overlay-toggle=${(event: OverlayToggleEvent) => this.#setEnabled(event.enabled)}
      @residua-overlay-style=${(event: OverlayStyleEvent) => this.#changeStyle(event.change)}
      @residua-region-select=${(event: RegionSelectEvent) => this.#link?.selectRegion(event.region.id)}
      @residua-region-focus=${this.#onRegionFocus}
      @residua-compare=${(event: CompareEvent) => this.#compare(event.mode)}
      @residua-scan-command=${(event: ScanCommandEvent) => this.#scans.run(event.command)}
      @residua-series-region-select=${(event: SeriesRegionSelectEvent) => this.#showSeriesRegion(event.region)}
      @residua-retry=${() => this.#link?.retry()}
      >${this.#truthSwitch()}</residua-panel
    >`;
  }

  /** Beside the image, also before the first score: it is the series' scroll bar. */
  #strip(series: Series | undefined): TemplateResult | typeof nothing {
    const count = series?.imageIds.length ?? 0;
    if (count < 2) return nothing;
    const data: Pick<SeriesData, "images"> = this.#scans.data ?? {
      images: Array.from({ length: count }, () => ({ state: "unknown" })),
    };
    return html`<residua-series-strip
      class="strip"
      .images=${data.images}
      .current=${this.view?.index ?? 0}
      @residua-slice-select=${(event: SliceSelectEvent) => this.viewport.view?.goTo(event.index)}
    ></residua-series-strip>`;
  }

  #modelDialog(): TemplateResult {
    return html`<residua-models
      ?open=${this.modelsShown}
      .installed=${this.installed}
      .models=${this.#models.models}
      .chosen=${this.#models.chosen}
      .problem=${this.#models.problem}
      @residua-model-choose=${(event: ModelChooseEvent) => this.#models.choose(event.sha256)}
      @residua-model-remove=${(event: ModelRemoveEvent) => void this.#models.remove(event.sha256)}
      @residua-files=${(event: FilesEvent) => void this.#models.add(event.files)}
      @residua-recalibrate=${(event: RecalibrateEvent) => this.#recalibrate(event.sha256)}
      @residua-dismiss=${() => this.#showModels(false)}
    ></residua-models>`;
  }

  #recalibrationDialog(): TemplateResult {
    const recalibration = this.#recalibration;
    return html`<residua-recalibration
      .model=${recalibration.model}
      stage=${recalibration.stage}
      .files=${recalibration.files}
      .read=${recalibration.read}
      .total=${recalibration.total}
      .secondsLeft=${recalibration.secondsLeft}
      .refusedFiles=${recalibration.refusedFiles}
      .refusals=${recalibration.refusals}
      .result=${recalibration.result}
      .problem=${recalibration.problem ?? (recalibration.stage === "done" ? this.#models.problem : undefined)}
      @residua-files=${(event: FilesEvent) => recalibration.choose(withPaths(event.files))}
      @residua-recalibration-command=${(event: RecalibrationCommandEvent) => void this.#obey(event)}
      @residua-dismiss=${() => this.#endRecalibration()}
    ></residua-recalibration>`;
  }

  #recalibrate(sha256: string): void {
    const installed = this.installed.find((model) => model.sha256 === sha256);
    const own = this.#models.models.find((model) => model.sha256 === sha256);
    const load = installed
      ? (signal: AbortSignal) => fetchInstalled(installed, signal)
      : async () => own!.files;
    const { name, version } = (installed ?? own)!;
    this.modelsShown = false;
    this.#recalibration.open({ name, version, load });
  }

  async #obey({ command, population }: RecalibrationCommandEvent): Promise<void> {
    const recalibration = this.#recalibration;
    const { result } = recalibration;
    switch (command) {
      case "start":
        return recalibration.start(population);
      case "cancel":
        return recalibration.cancel();
      case "discard":
        return recalibration.discard();
      case "download":
        if (result) downloadBundle(result.files, `${result.id}-${result.version.replace("+", "-")}`);
        return;
      case "keep":
        if (result && (await this.#models.keep(result.files))) this.#endRecalibration();
    }
  }

  /** Back to the models, where the new one is. */
  #endRecalibration(): void {
    if (!this.#recalibration.model) return;
    this.#recalibration.close();
    this.#showModels(true);
  }

  #showModels(shown: boolean): void {
    this.#models.dismissProblem();
    this.modelsShown = shown;
    if (!shown) return;
    // Without the list the user's own models are there still.
    listInstalled(manifest).then(
      (models) => {
        this.installed = models;
      },
      () => undefined,
    );
  }

  #truthSwitch(): TemplateResult | typeof nothing {
    if (!this.#samples.hasTruth(this.#currentImageIds())) return nothing;
    return html`<div slot="controls" class="truth">
      <wa-switch size="s" .checked=${live(this.truthShown)} @change=${() => this.#run("toggle-truth")}
        >${msg("Show true mask of the implanted lesion")}</wa-switch
      >
      <kbd aria-hidden="true">${keyLabel("toggle-truth")}</kbd>
    </div>`;
  }

  get #currentSeries(): Series | undefined {
    return this.#opening.series.find(({ key }) => key === this.selected);
  }

  #currentImageIds(): readonly string[] {
    return this.#currentSeries?.imageIds ?? [];
  }

  #onLinkChange(): void {
    this.#updateScans();
    this.requestUpdate();
  }

  #updateScans(): void {
    const { model, result } = this.#link?.snapshot ?? {};
    const { plugin, imageId } = this.#link ?? {};
    const index = this.view?.index ?? 0;
    this.#scans.update({ series: this.#currentSeries, index, plugin, model, result, imageId });
  }

  #changeStyle(change: OverlayStyleEvent["change"]): void {
    this.#link?.changeStyle(change);
    const style = this.#link?.snapshot.overlayStyle;
    if (style) keepStyle(style);
  }

  #compare(mode: CompareMode): void {
    if (this.#link) this.#link.comparison = comparisonOf(mode);
  }

  #relabelComparison(): void {
    const mode = this.#link?.snapshot.comparison ?? "original";
    if (mode !== "original") this.#compare(mode);
  }

  /** Straight to the panel: the pointer moves often, and nothing else on the page depends on it. */
  #showProbe(probe: Probe | undefined, spoken = false): void {
    this.panel.probe = probe;
    this.panel.probeSpoken = spoken;
  }

  readonly #onRegionFocus = ({ region }: RegionFocusEvent): void => {
    this.#showProbe(region && this.#link?.probeRegion(region), region !== undefined);
  };

  /** Goes to the slice of the region's peak, and marks the region there. */
  #showSeriesRegion(region: SeriesRegion): void {
    const peak = this.#scans.peakOf(region);
    if (!peak) return;
    this.viewport.view?.goTo(region.peakPart.slice);
    this.#link?.selectRegionOf(peak.imageId, peak.region.id);
  }

  readonly #drawRegion = async (canvas: HTMLCanvasElement, region: SeriesRegion): Promise<void> => {
    const peak = this.#scans.peakOf(region);
    if (!peak) return;
    const { modality = "" } = this.#currentSeries ?? {};
    await drawRegionThumbnail(canvas, peak.imageId, modality, peak.region.bounds);
  };

  #stepFlag(step: 1 | -1): void {
    const { data } = this.#scans;
    const index = data && steppedFlag(data, step);
    if (index !== undefined) this.viewport.view?.goTo(index);
  }

  #setEnabled(enabled: boolean): void {
    if (this.#link) this.#link.enabled = enabled;
  }

  #openFiles(gather: (signal: AbortSignal) => Promise<readonly File[]>): void {
    this.#opening
      .open(gather)
      .then((images) => images && this.#selectNew(images))
      .catch((error: unknown) => this.#errors.report(error));
  }

  #openSample(study: SampleStudy): void {
    const opened = this.#samples.opened(study);
    if (opened !== undefined) {
      this.#selectImage(opened);
      return;
    }
    this.#opening
      .open((signal) => this.#samples.fetch(study, signal))
      .then((images) => images && this.#selectImage(this.#samples.keep(study, images)))
      .catch((error: unknown) => this.#errors.report(error));
  }

  /** Shows the series of what was just opened: at its middle, or at the new image where others were there before. */
  #selectNew(images: readonly OpenedImage[]): void {
    const first = images[0];
    const series = first && this.#opening.series.find((candidate) => candidate.images.includes(first));
    if (!series) return;
    const allNew = series.images.every((image) => images.includes(image));
    this.#select(series.key, allNew ? undefined : first.imageIds[0]);
  }

  /** Shows the series that holds an image, at that image. */
  #selectImage(imageId: string | undefined): void {
    const series = this.#opening.series.find(({ imageIds }) => imageIds.includes(imageId ?? ""));
    if (series) this.#select(series.key, imageId);
  }

  #select(key: string, firstImage?: string): void {
    this.selected = key;
    this.firstImage = firstImage;
    this.truthShown = false;
    this.#drawTruth();
  }

  #drawTruth(): void {
    if (!this.#link) return;
    this.#link.outlines = this.truthShown ? this.#samples.outlines : [];
  }

  #run(command: Command): void {
    const tool = toolOf(command);
    if (tool !== undefined) this.#setTool(tool);
    else if (this.viewport.view) runViewCommand(this.viewport.view, command);
    this.#actions[command]?.();
  }

  readonly #actions: Readonly<Partial<Record<Command, () => void>>> = {
    "toggle-overlay": () => this.#setEnabled(!(this.#link?.snapshot.enabled ?? false)),
    "more-opacity": () => this.#stepOpacity(opacityStep),
    "less-opacity": () => this.#stepOpacity(-opacityStep),
    "next-region": () => this.#link?.stepRegion(1),
    "previous-region": () => this.#link?.stepRegion(-1),
    compare: () =>
      this.#compare(this.#link?.snapshot.comparison === "original" ? "reconstruction" : "original"),
    "scan-series": () => this.#scans.toggle(),
    "next-flagged": () => this.#stepFlag(1),
    "previous-flagged": () => this.#stepFlag(-1),
    "toggle-truth": () => this.#toggleTruth(),
    language: () => void setLanguage(currentLanguage() === "en" ? "zh-Hans" : "en", { keep: true }),
    shortcuts: () => {
      this.shortcuts = true;
    },
  };

  #setTool(tool: PrimaryTool): void {
    if (!this.viewport.view) return;
    this.viewport.view.primaryTool = tool;
    this.tool = tool;
  }

  #toggleTruth(): void {
    this.truthShown = !this.truthShown && this.#samples.hasTruth(this.#currentImageIds());
    this.#drawTruth();
  }

  #stepOpacity(step: number): void {
    const opacity = this.#link?.snapshot.overlayStyle.opacity ?? 0;
    this.#changeStyle({ opacity: Math.round(10 * Math.min(1, Math.max(0, opacity + step))) / 10 });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const command =
      this.shortcuts || this.modelsShown || this.#recalibration.model ? undefined : commandOfKey(event);
    if (command === undefined) return;
    event.preventDefault();
    this.#run(command);
  };

  readonly #onShortcutsClosed = (): void => {
    this.shortcuts = false;
  };

  readonly #onCommand = (event: CommandEvent): void => this.#run(event.command);

  readonly #onFiles = (event: FilesEvent): void => this.#openFiles(async () => event.files);

  readonly #onSample = (event: SampleSelectEvent): void => {
    const sample = this.#samples.studies.find(({ id }) => id === event.id);
    if (sample) this.#openSample(sample);
  };

  readonly #onView = (event: ViewChangeEvent): void => {
    this.view = event.view;
    this.#updateScans();
    this.unreadable = this.viewport.failed;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-viewer": ResiduaViewer;
  }
}
