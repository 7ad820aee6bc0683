import { metaData } from "@cornerstonejs/core";
import { readFacts } from "../../../plugin/cornerstone/read-facts.ts";
import { type Plugin, type SeriesImage, SeriesScan } from "../../../plugin/index.ts";
import { seriesSnapshot } from "../../../plugin/series-snapshot.ts";
import type { FramePlane } from "../../imaging/frame.ts";
import { frameGeometry } from "../../imaging/frame-geometry.ts";
import type { EngineResult, LoadedModel } from "../../inference/engine.ts";
import type { FindingsStore } from "../../inference/findings-store.ts";
import type { Region } from "../../scoring/result.ts";
import type { SeriesRegion } from "../../scoring/series-regions.ts";
import type { ScanCommand } from "../../ui/events/scan-command-event.ts";
import type { SeriesData } from "../../ui/series-data.ts";
import type { Series } from "../files/series.ts";

/** What is on the screen. */
export interface Shown {
  readonly series: Series | undefined;
  /** Index of the image. */
  readonly index: number;
  /** Undefined while it starts. */
  readonly plugin: Plugin | undefined;
  readonly model: LoadedModel | undefined;
  /** The overlay's result and the image that it is of. */
  readonly result: EngineResult | undefined;
  readonly imageId: string | undefined;
  /** The model's refusal of the series is overridden. */
  readonly override: boolean;
}

export interface SeriesScansOptions {
  readonly store: FindingsStore;
  readonly onChange: () => void;
}

/** A scan for each series that was shown, and what is known of the one that is shown now. */
export class SeriesScans {
  readonly #options: SeriesScansOptions;
  readonly #scans = new Map<string, SeriesScan>();
  readonly #taken = new WeakSet<EngineResult>();
  #plugin: Plugin | undefined;
  #shown: Shown | undefined;
  #stored = false;
  #plane: FramePlane | undefined;

  constructor(options: SeriesScansOptions) {
    this.#options = options;
  }

  /** Undefined where there is no series of several images, or no plugin yet. */
  get data(): SeriesData | undefined {
    const scan = this.#current;
    if (!scan || !this.#shown) return undefined;
    const { model, index } = this.#shown;
    return seriesSnapshot({ scan, model, current: index, stored: this.#stored });
  }

  /** By the index of the image; empty where there is no series of several images. */
  get findings(): SeriesScan["findings"] {
    return this.#current?.findings ?? [];
  }

  /** Where the image on the screen lies; undefined where the file does not say. */
  get plane(): FramePlane | undefined {
    return this.#plane;
  }

  /** Tells what is on the screen now. */
  update(shown: Shown): void {
    const { plugin, model, result, imageId, override } = shown;
    const decided = this.#shown?.series === shown.series && this.#shown?.override !== override;
    if (imageId !== this.#shown?.imageId) {
      this.#plane = imageId === undefined ? undefined : readFacts(imageId, metaData).plane;
    }
    this.#shown = shown;
    if (plugin !== this.#plugin) {
      this.dispose();
      this.#plugin = plugin;
    }
    const scan = this.#open(shown);
    if (!scan) return;
    if (decided) scan.reconsider();
    scan.show(scan.images[shown.index]?.imageId ?? "");
    if (model) void this.#restore(scan, model);
    if (result && imageId !== undefined && !this.#taken.has(result)) {
      this.#taken.add(result);
      scan.take(imageId, result, readFacts(imageId, metaData));
    }
  }

  run(command: ScanCommand): void {
    const scan = this.#current;
    if (command === "clear") void this.clear();
    else scan?.[command]();
  }

  /** Begins, pauses or goes on: what a single key does. */
  toggle(): void {
    const scan = this.#current;
    if (scan?.state === "running") scan.pause();
    else if (scan?.state !== "done") scan?.start();
  }

  /** Forgets the results of every series, and what is stored of others. */
  async clear(): Promise<void> {
    for (const scan of this.#scans.values()) scan.clear();
    await this.#options.store.clear();
    await this.#count();
  }

  /** Image and region of a slice where a region of the series has its peak. */
  peakOf({ peakPart }: SeriesRegion): { readonly imageId: string; readonly region: Region } | undefined {
    const scan = this.#current;
    const imageId = scan?.images[peakPart.slice]?.imageId;
    const region = scan?.findings[peakPart.slice]?.regions.find(({ id }) => id === peakPart.region);
    return imageId === undefined || !region ? undefined : { imageId, region };
  }

  dispose(): void {
    for (const scan of this.#scans.values()) scan.dispose();
    this.#scans.clear();
  }

  get #current(): SeriesScan | undefined {
    return this.#scans.get(keyOf(this.#shown?.series));
  }

  #open({ series, plugin }: Shown): SeriesScan | undefined {
    if (!series || !plugin || series.imageIds.length < 2) return undefined;
    const key = keyOf(series);
    let scan = this.#scans.get(key);
    if (!scan) {
      const { store, onChange } = this.#options;
      scan = new SeriesScan({ images: imagesOf(series), scanner: plugin, store, onChange });
      this.#scans.set(key, scan);
    }
    // One series at a time: a scan that nobody sees would hold up the one in front of the user.
    for (const other of this.#scans.values()) if (other !== scan) other.cancel();
    return scan;
  }

  async #restore(scan: SeriesScan, model: LoadedModel): Promise<void> {
    await scan.use(model.identity.sha256);
    await this.#count();
  }

  async #count(): Promise<void> {
    const stored = (await this.#options.store.count()) > 0;
    if (stored === this.#stored) return;
    this.#stored = stored;
    this.#options.onChange();
  }
}

/** Files that are added to a series make another scan, which the store fills with what is known. */
function keyOf(series: Series | undefined): string {
  return series ? `${series.key}/${series.imageIds.length}` : "";
}

function imagesOf({ images }: Series): SeriesImage[] {
  return images.flatMap(({ header, imageIds }) => {
    const { SOPInstanceUID, position, rowCosines, columnCosines } = header;
    const plane =
      imageIds.length === 1 && position && rowCosines && columnCosines
        ? frameGeometry({
            imagePositionPatient: position,
            imageOrientationPatient: [...rowCosines, ...columnCosines],
          }).plane
        : undefined;
    return imageIds.map((imageId, index) => ({ imageId, SOPInstanceUID, frameNumber: index + 1, plane }));
  });
}
