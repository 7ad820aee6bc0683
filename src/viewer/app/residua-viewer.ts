import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, queryAll, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { SliceSelectEvent } from "../../ui/events/slice-select-event.ts";
import { currentLanguage, setLanguage } from "../../ui/localization/language.ts";
import type { ResiduaPanel } from "../../ui/residua-panel.ts";
import "../../ui/residua-series-strip.ts";
import type { SeriesData } from "../../ui/series-data.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { themeStyles } from "../../ui/theme/theme.styles.ts";
import { type Command, toolOf } from "../commands.ts";
import "../elements/residua-header.ts";
import "../elements/residua-shortcuts.ts";
import "../elements/residua-start.ts";
import type { ResiduaViewport } from "../elements/residua-viewport.ts";
import type { CineEvent } from "../events/cine-event.ts";
import type { CommandEvent } from "../events/command-event.ts";
import type { FilesEvent } from "../events/files-event.ts";
import type { SampleSelectEvent } from "../events/sample-select-event.ts";
import type { SeriesSelectEvent } from "../events/series-select-event.ts";
import type { WindowSelectEvent } from "../events/window-select-event.ts";
import type { Series } from "../files/series.ts";
import { commandOfKey } from "../keyboard.ts";
import { pageLayoutStyles } from "../layout/page-layout.styles.ts";
import { PageLayout } from "../layout/page-layout.ts";
import { onLaunchedFiles } from "../offline/open-launched-files.ts";
import type { PrimaryTool } from "../stack/primary-tool.ts";
import { runViewCommand } from "../stack/view-command.ts";
import { ImageTools } from "../tools/image-tools.ts";
import { measurementsView } from "../tools/measurements-view.ts";
import "../tools/residua-annotation-text.ts";
import { PageResults } from "../results/page-results.ts";
import { ActiveOverlay } from "./active-overlay.ts";
import { drawersStyles } from "./drawers.styles.ts";
import { Drawers } from "./drawers.ts";
import { dropTargetStyles } from "./drop-target.styles.ts";
import { DropTarget } from "./drop-target.ts";
import { messagesView } from "./messages-view.ts";
import { ModelDialogs } from "./model-dialogs.ts";
import { OpenedStudies } from "./opened-studies.ts";
import { runOverlayCommand } from "./overlay-commands.ts";
import { readPageQuery } from "./page-query.ts";
import { panelView } from "./panel-view.ts";
import { ReportDialog } from "./report-dialog.ts";
import { viewerStyles } from "./residua-viewer.styles.ts";
import { studiesView } from "./studies-view.ts";
import { SystemDialog } from "./system-dialog.ts";
import { UnexpectedErrors } from "./unexpected-errors.ts";

const manifest = "manifest.json";

/**
 * The standalone page: series on the left, the image in the middle, Residua on the right. Cornerstone must have
 * been started.
 */
@customElement("residua-viewer")
@localized()
export class ResiduaViewer extends LitElement {
  static override readonly styles = [
    themeStyles,
    sharedStyles,
    dropTargetStyles,
    viewerStyles,
    pageLayoutStyles,
    drawersStyles,
  ];

  @state() private tool: PrimaryTool = "window-level";
  @state() private shortcuts = false;
  @queryAll("residua-viewport") private elements!: NodeListOf<ResiduaViewport>;
  @query("residua-panel") private panel!: ResiduaPanel;
  readonly #query = readPageQuery(location.search);
  readonly #errors = new UnexpectedErrors(this);
  readonly #drawers = new Drawers(this);
  readonly #studies = new OpenedStudies(this, {
    errors: this.#errors,
    onShow: (series, firstImage) => this.#show(series, firstImage),
    onOverlays: (files) => this.#results.addOverlays(files),
  });
  readonly #layout = new PageLayout(this, {
    series: () => this.#studies.series,
    elements: () => [...this.elements],
    onChange: () => this.#tellActive(),
    onViewports: (viewports, active) => this.#active.follow(viewports, active),
    onImageError: (imageId) => this.#studies.refuse(imageId),
    onFailure: (error) => this.#errors.report(error),
  });
  readonly #viewports = this.#layout.viewports;
  readonly #active = new ActiveOverlay(this, {
    samples: this.#studies.samples,
    onGoTo: (index) => this.#viewports.goToImage(index),
    onGoToPixel: (index, pixel) => this.#viewports.goToPixel(index, pixel),
    // Straight to the panel: the pointer moves often, and nothing else on the page depends on it.
    onProbe: (probe, spoken) => Object.assign(this.panel, { probe, probeSpoken: spoken }),
  });
  readonly #tools = new ImageTools(this, {
    target: () => {
      const [view, series] = [this.#viewports.element?.view, this.#viewports.series];
      return view && series && { viewport: view.viewport, series };
    },
    tool: () => this.tool,
    onTool: (tool) => this.#run(`tool-${tool}`),
    score: (imageId, signal) => this.#active.scoreImage(imageId, signal),
  });
  readonly #models = new ModelDialogs(this, {
    manifest,
    backend: this.#query.backend,
    onChange: () => this.#active.link?.useModels(this.#models.forPlugin()),
  });
  readonly #system = new SystemDialog(this, {
    manifest,
    store: this.#active.store,
    context: () => ({
      series: this.#viewports.series,
      backend: this.#active.snapshot?.backend,
      software: this.#active.link?.plugin?.manifest.version,
    }),
    onClear: () => this.#active.clearResults(),
    onFailure: (error) => this.#errors.report(error),
  });
  readonly #report = new ReportDialog(this, {
    context: () => ({
      plugin: this.#active.link?.plugin,
      series: this.#viewports.series,
      index: this.#viewports.index,
      findings: this.#active.findings,
      scanned: this.#active.seriesData,
    }),
    onFailure: (error) => this.#errors.report(error),
  });
  readonly #results = new PageResults(this, {
    context: () => ({
      plugin: this.#active.link?.plugin,
      series: this.#viewports.series,
      scored: this.#active.findings.filter(Boolean).length,
    }),
    series: () => this.#viewports.series,
    viewports: () => [...this.elements].flatMap(({ view }) => (view ? [view.viewport] : [])),
    onOutlines: (outlines) => {
      this.#active.opened = outlines;
    },
    onFailure: (error) => this.#errors.report(error),
  });
  readonly #drop = new DropTarget(this, (files) => {
    if (!this.#models.take(files)) this.#studies.openFiles(async () => (await files).map(({ file }) => file));
  });
  readonly #listeners = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#onKey, { signal: this.#listeners.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listeners.abort();
  }

  protected override async firstUpdated(): Promise<void> {
    const { study, backend } = this.#query;
    await this.#models.load();
    this.#active.useSides(this.#viewports);
    this.#active.start({
      manifest,
      ...(backend ? { backend } : {}),
      models: this.#models.forPlugin(),
    });
    await this.#studies.samples.load().catch((error: unknown) => this.#errors.report(error));
    if (study) this.#active.setEnabled(study.overlay);
    this.#studies.openLinked(this.#query);
    onLaunchedFiles((gather) => this.#studies.openFiles(gather));
  }

  override render(): TemplateResult {
    const { series, view } = this.#viewports;
    return html`<div class=${classMap({ app: true, ...this.#drawers.classes })}>
      <residua-header
        class="top"
        tool=${this.tool}
        .layout=${this.#layout.choice}
        ?inverted=${view?.inverted ?? false}
        ?idle=${view === undefined}
        .offerWindows=${this.#tools.offerWindows}
        .cine=${this.#tools.cineState}
        @residua-window-select=${(event: WindowSelectEvent) => this.#tools.setWindow(event.window)}
        @residua-cine=${(event: CineEvent) => this.#tools.play(event.change)}
        @residua-files=${this.#onFiles}
        @residua-command=${this.#onCommand}
        @residua-models=${() => this.#models.show()}
      ></residua-header>
      ${this.#drawers.render()}
      <nav id="series-drawer" class="left" ?inert=${this.#drawers.isHidden("series")} aria-label=${msg("Series")}>${studiesView(this.#studies, series?.key, this.#onSeries)}${this.#results.renderOverlays()}${measurementsView(this.#tools)}</nav>
      <main class=${classMap({ centre: true, striped: (series?.imageIds.length ?? 0) > 1 })}>${this.#centre(series)}</main>
      <aside id="panel-drawer" class="right" ?inert=${this.#drawers.isHidden("panel")} aria-label=${msg("Anomaly detection")}>${panelView(this.#active)}</aside>
      <residua-shortcuts ?open=${this.shortcuts} @residua-dismiss=${this.#onShortcutsClosed}></residua-shortcuts>
      ${this.#models.render()} ${this.#system.render()} ${this.#report.render()} ${this.#results.render()}
      <residua-annotation-text></residua-annotation-text>
      ${this.#drop.active ? html`<div class="drop" aria-hidden="true">${msg("Drop to open")}</div>` : nothing}
    </div>`;
  }

  #centre(series: Series | undefined): TemplateResult {
    const { samples } = this.#studies;
    return html`${this.#layout.render()}
      ${this.#strip(series)}
      ${
        this.#studies.series.length === 0
          ? html`<residua-start
            class="start"
            .samples=${samples.studies}
            .attribution=${samples.attribution}
            @residua-files=${this.#onFiles}
            @residua-sample-select=${this.#onSample}
          ></residua-start>`
          : nothing
      }
      <div class="messages">${this.#layout.renderMessages()}${messagesView(this.#studies, this.#errors)}${this.#report.renderPin()}${this.#system.renderUpdate()}</div>`;
  }

  /** Beside the image, also before the first score: it is the series' scroll bar. */
  #strip(series: Series | undefined): TemplateResult | typeof nothing {
    const count = series?.imageIds.length ?? 0;
    if (count < 2) return nothing;
    const data: Pick<SeriesData, "images"> = this.#active.seriesData ?? {
      images: Array.from({ length: count }, () => ({ state: "unknown" })),
    };
    return html`<residua-series-strip
      class="strip"
      .images=${data.images}
      .current=${this.#viewports.index}
      @residua-slice-select=${(event: SliceSelectEvent) => this.#viewports.goToImage(event.index)}
    ></residua-series-strip>`;
  }

  #show(series: Series, firstImage: string | undefined): void {
    this.#drawers.closeSeries();
    this.#viewports.show(series, firstImage);
  }

  #tellActive(): void {
    const { series, index, element, view } = this.#viewports;
    if (view?.loaded) this.#tools.shown(view.imageId);
    this.#active.update({ series, index, unreadable: element?.failed ?? false });
    this.requestUpdate();
  }

  #run(command: Command): void {
    const view = this.#viewports.element?.view;
    const tool = toolOf(command);
    if (view && tool !== undefined) {
      view.primaryTool = tool;
      this.tool = tool;
    }
    if (view) runViewCommand(view, command);
    runOverlayCommand(this.#active, command);
    this.#layout.run(command);
    this.#tools.run(command);
    if (command === "shortcuts") this.shortcuts = true;
    if (command === "system") this.#system.show();
    if (command === "report") this.#report.show();
    this.#results.run(command);
    if (command === "pin-image") this.#report.togglePin();
    if (command === "language") {
      void setLanguage(currentLanguage() === "en" ? "zh-Hans" : "en", { keep: true });
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const command =
      this.shortcuts || this.#models.open || this.#system.open || this.#report.open || this.#results.open
        ? undefined
        : commandOfKey(event);
    if (command === undefined) return;
    event.preventDefault();
    this.#run(command);
  };

  readonly #onShortcutsClosed = (): void => {
    this.shortcuts = false;
  };

  readonly #onCommand = (event: CommandEvent): void => this.#run(event.command);

  readonly #onFiles = (event: FilesEvent): void => this.#studies.openFiles(async () => event.files);

  readonly #onSample = (event: SampleSelectEvent): void => this.#studies.openSample(event.id);

  readonly #onSeries = (event: SeriesSelectEvent): void => {
    const series = this.#studies.find(event.key);
    if (series) this.#show(series, undefined);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-viewer": ResiduaViewer;
  }
}
