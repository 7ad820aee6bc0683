import { metaData } from "@cornerstonejs/core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type Command, windowNumber } from "../commands.ts";
import type { CineState } from "../elements/residua-toolbar.ts";
import type { CineChange } from "../events/cine-event.ts";
import type { MeasurementEvent } from "../events/measurement-event.ts";
import type { Series } from "../files/series.ts";
import { isMeasureTool, type PrimaryTool } from "../stack/primary-tool.ts";
import { saveFile } from "../storage/save-file.ts";
import { CinePlayer } from "./cine-player.ts";
import { fileRate } from "./cine-rate.ts";
import { CineScoring, type ScoreImage } from "./cine-scoring.ts";
import type { ImageViewport } from "./image-viewport.ts";
import type { Measurement } from "./measurement.ts";
import { measurementsCsv, measurementsJson } from "./measurement-files.ts";
import { Measurements } from "./measurements.ts";
import type { OfferedWindow } from "./residua-window-menu.ts";
import { applyWindow, isSet, presetsOf } from "./viewport-windows.ts";
import type { GreyWindow } from "./window-presets.ts";

/** The viewport that the tools work on. */
export interface ToolTarget {
  readonly viewport: ImageViewport;
  readonly series: Series;
}

export interface ImageToolsOptions {
  /** Undefined while no image is shown. */
  readonly target: () => ToolTarget | undefined;
  readonly tool: () => PrimaryTool;
  readonly onTool: (tool: PrimaryTool) => void;
  /** Scores an image that is passing by; does nothing where no heatmap is wanted. */
  readonly score: ScoreImage;
}

/** Commands after which the image is no longer the one that a playing series would show. */
const interrupting: ReadonlySet<Command> = new Set<Command>([
  "next-image",
  "previous-image",
  "first-image",
  "last-image",
  "next-flagged",
  "previous-flagged",
  "next-region",
  "previous-region",
  "undo",
  "put-away",
]);

/** Window presets, measurements and playing, for the active viewport. */
export class ImageTools implements ReactiveController {
  readonly cine: CinePlayer;
  readonly #options: ImageToolsOptions;
  readonly #scoring: CineScoring;
  readonly #host: ReactiveControllerHost;
  #measurements: Measurements | undefined;

  constructor(host: ReactiveControllerHost, options: ImageToolsOptions) {
    this.#host = host;
    this.#options = options;
    this.#scoring = new CineScoring(options.score);
    this.cine = new CinePlayer(() => {
      if (!this.cine.playing) this.#scoring.stop();
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#measurements = new Measurements(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.cine.stop();
    this.#measurements?.dispose();
    this.#measurements = undefined;
  }

  /** Another image has come onto the screen, whole. */
  shown(imageId: string): void {
    this.cine.fileRate = fileRate(metaData, imageId);
    if (this.cine.playing) this.#scoring.show(imageId);
  }

  get cineState(): CineState {
    const { playing, rate, fileRate, bounce } = this.cine;
    return { playing, rate, fileRate, bounce, possible: this.imageIds.length > 1 };
  }

  get imageIds(): readonly string[] {
    return this.#options.target()?.series.imageIds ?? [];
  }

  /** Of the series that is shown. */
  get measurements(): readonly Measurement[] {
    const { series } = this.#options.target() ?? {};
    return series ? (this.#measurements?.of(series.imageIds) ?? []) : [];
  }

  get selected(): string | undefined {
    return this.#measurements?.selected;
  }

  readonly offerWindows = (): readonly OfferedWindow[] => {
    const { viewport, series } = this.#options.target() ?? {};
    if (!viewport || !series) return [];
    return presetsOf(viewport, series.modality).map((preset) => ({ preset, set: isSet(viewport, preset) }));
  };

  setWindow(window: GreyWindow): void {
    const { viewport } = this.#options.target() ?? {};
    if (viewport) applyWindow(viewport, window);
  }

  play({ rate, bounce }: CineChange): void {
    if (rate !== undefined) this.cine.rate = rate;
    if (bounce !== undefined) this.cine.bounce = bounce;
  }

  /** Does what a command asks of these tools; commands about other things do nothing here. */
  run(command: Command): void {
    if (interrupting.has(command)) this.cine.stop();
    const number = windowNumber(command);
    if (number !== undefined) this.#setNumbered(number);
    const { viewport } = this.#options.target() ?? {};
    switch (command) {
      case "cine":
        if (viewport) this.cine.toggle(viewport);
        return;
      case "cine-faster":
        this.cine.step(1);
        return;
      case "cine-slower":
        this.cine.step(-1);
        return;
      case "undo":
        this.#measurements?.undo();
        return;
      case "delete-measurement":
        if (this.selected !== undefined) this.#measurements?.remove(this.selected);
        return;
      case "delete-measurements":
        this.#measurements?.remove(...this.measurements.map(({ id }) => id));
        return;
      case "put-away":
        this.#putAway(viewport);
    }
  }

  obey({ command, id }: MeasurementEvent): void {
    const { viewport, series } = this.#options.target() ?? {};
    switch (command) {
      case "show":
        this.cine.stop();
        if (viewport && id !== undefined) this.#measurements?.show(id, viewport);
        return;
      case "delete":
        if (id !== undefined) this.#measurements?.remove(id);
        return;
      case "delete-all":
        this.run("delete-measurements");
        return;
      case "save-csv":
        if (series) saveFile(measurementsCsv(series, this.measurements), "measurements.csv", "text/csv");
        return;
      case "save-json":
        if (!series) return;
        saveFile(measurementsJson(series, this.measurements), "measurements.json", "application/json");
    }
  }

  #setNumbered(number: number): void {
    const { preset } = this.offerWindows()[number - 1] ?? {};
    if (preset) this.setWindow(preset.window);
  }

  /** First what is being drawn, then the tool itself. */
  #putAway(viewport: ImageViewport | undefined): void {
    if (viewport && this.#measurements?.cancel(viewport)) return;
    if (isMeasureTool(this.#options.tool())) this.#options.onTool("window-level");
  }
}
