import type { FramePlane } from "../../src/imaging/frame.ts";
import type { EngineResult, LoadedModel } from "../../src/inference/engine.ts";
import { openFindingsStore } from "../../src/inference/findings-store.ts";
import type { SeriesRegion } from "../../src/scoring/series-regions.ts";
import { seriesScore } from "../../src/scoring/series-score.ts";
import type { SeriesData } from "../../src/ui/series-data.ts";
import { readFacts } from "../cornerstone/read-facts.ts";
import { drawRegionThumbnail } from "../cornerstone/region-thumbnail.ts";
import type { ScanOptions } from "../scan.ts";
import { type SeriesImage, SeriesScan } from "../series-scan.ts";
import { seriesSnapshot } from "../series-snapshot.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { HostLibraries } from "./host-types.ts";
import type { Session } from "./session.ts";
import { activeImageIds, showImage, showPosition } from "./show-image.ts";

const known = new WeakMap<Session, SessionSeries>();

/** The series of a session, which know what has been scored since the first time that this was asked. */
export function seriesOf(session: Session): SessionSeries {
  let series = known.get(session);
  if (!series) {
    series = new SessionSeries(session);
    known.set(session, series);
  }
  return series;
}

/**
 * A scan for each series that was in the active viewport, and what is known of the one that is there now. Sends
 * `change` when that changes. What it finds is kept in this browser, from one visit to the next.
 */
export class SessionSeries extends EventTarget {
  readonly #session: Session;
  readonly #cornerstone: HostLibraries["cornerstone"];
  readonly #store = openFindingsStore();
  readonly #scans = new Map<string, SeriesScan>();
  readonly #models = new Map<string, LoadedModel>();
  readonly #taken = new WeakSet<EngineResult>();
  readonly #overridden = new Map<SeriesScan, boolean>();
  #stored = false;
  /** A region to select once its image has a result. */
  #wanted: { readonly imageId: string; readonly region: number } | undefined;

  constructor(session: Session) {
    super();
    this.#session = session;
    this.#cornerstone = hostLibraries(session.host).cornerstone;
    session.addEventListener("change", () => this.#update(), { signal: session.signal });
    session.signal.addEventListener("abort", () => this.#dispose(), { once: true });
    this.#update();
  }

  /** Of the series in the active viewport; undefined where it is one image, or Residua has not started. */
  get scan(): SeriesScan | undefined {
    const imageIds = activeImageIds(this.#session);
    return imageIds.length > 1 ? this.#scans.get(this.#keyOf(imageIds)) : undefined;
  }

  get data(): SeriesData | undefined {
    const { scan } = this;
    if (!scan) return undefined;
    const shown = this.#shownImage;
    const current = Math.max(
      0,
      scan.images.findIndex(({ imageId }) => imageId === shown),
    );
    const model = this.#session.link()?.overlay?.model;
    return seriesSnapshot({ scan, model, current, stored: this.#stored });
  }

  /** Where the image in the active viewport lies. */
  get plane(): FramePlane | undefined {
    const shown = this.#shownImage;
    return shown === undefined ? undefined : readFacts(shown, this.#cornerstone.metaData).plane;
  }

  /** What scored a series; undefined while nothing has been scored. */
  modelOf({ findings }: SeriesScan): LoadedModel | undefined {
    const scored = findings.find((found) => found?.score);
    return scored && this.#models.get(scored.model.sha256);
  }

  /** What a series' scores say together. */
  scoreOf(scan: SeriesScan): ReturnType<typeof seriesScore> {
    const model = this.modelOf(scan);
    return model && seriesScore(scan.findings, model.imageThreshold);
  }

  /** Begins or goes on. One at a time: each would slow the other down. */
  start(scan: SeriesScan): void {
    for (const other of this.#scans.values()) if (other !== scan) other.cancel();
    scan.start();
  }

  /** Forgets what is kept of all series. */
  async clear(): Promise<void> {
    for (const scan of this.#scans.values()) scan.clear();
    await this.#store.clear();
    await this.#count();
  }

  /** Shows an image of the series in the active viewport. */
  goTo(index: number): void {
    const imageId = this.scan?.images[index]?.imageId;
    if (imageId !== undefined) showImage(this.#session, imageId);
  }

  /** Shows a region's peak in all viewports that have it, and marks the region on its image. */
  showRegion({ peakPart, peakPosition }: SeriesRegion): void {
    const imageId = this.scan?.images[peakPart.slice]?.imageId;
    if (imageId === undefined) return;
    this.#wanted = { imageId, region: peakPart.region };
    if (peakPosition) showPosition(this.#session, peakPosition);
    showImage(this.#session, imageId);
    this.#selectWanted();
  }

  /** Draws the image of a region's peak small, with the region marked. */
  readonly drawRegion = async (canvas: HTMLCanvasElement, { peakPart }: SeriesRegion): Promise<void> => {
    const { scan } = this;
    const imageId = scan?.images[peakPart.slice]?.imageId;
    const region = scan?.findings[peakPart.slice]?.regions.find(({ id }) => id === peakPart.region);
    if (imageId === undefined || !region) return;
    const series: { readonly modality?: string } | undefined = this.#cornerstone.metaData.get(
      "generalSeriesModule",
      imageId,
    );
    await drawRegionThumbnail({
      cornerstone: this.#cornerstone,
      canvas,
      imageId,
      modality: series?.modality ?? "",
      bounds: region.bounds,
    });
  };

  get #shownImage(): string | undefined {
    return this.#session.link()?.overlay?.imageId;
  }

  #update(): void {
    const { overlay } = this.#session.link() ?? {};
    const scan = overlay && this.#open();
    if (scan && overlay) {
      const { imageId, model, override, result } = overlay;
      if ((this.#overridden.get(scan) ?? override) !== override) scan.reconsider();
      this.#overridden.set(scan, override);
      if (imageId !== undefined) scan.show(imageId);
      if (model) void this.#use(scan, model);
      if (result && imageId !== undefined && !this.#taken.has(result)) {
        this.#taken.add(result);
        scan.take(imageId, result, readFacts(imageId, this.#cornerstone.metaData));
      }
      this.#selectWanted();
    }
    this.#changed();
  }

  #open(): SeriesScan | undefined {
    const imageIds = activeImageIds(this.#session);
    if (imageIds.length < 2) return undefined;
    const key = this.#keyOf(imageIds);
    let scan = this.#scans.get(key);
    if (!scan) {
      scan = new SeriesScan({
        images: imageIds.map((imageId) => this.#imageOf(imageId)),
        scanner: { scan: (ids, options) => this.#scan(ids, options) },
        store: this.#store,
        onChange: () => this.#changed(),
      });
      this.#scans.set(key, scan);
    }
    return scan;
  }

  #scan(imageIds: readonly string[], options: ScanOptions) {
    return this.#session.scan(imageIds, {
      ...options,
      onProgress: (progress) => {
        const { model } = progress.latest;
        if (model) this.#models.set(model.identity.sha256, model);
        options.onProgress?.(progress);
      },
    });
  }

  async #use(scan: SeriesScan, model: LoadedModel): Promise<void> {
    const { sha256 } = model.identity;
    this.#models.set(sha256, model);
    await scan.use(sha256);
    await this.#count();
  }

  async #count(): Promise<void> {
    const stored = (await this.#store.count()) > 0;
    if (stored === this.#stored) return;
    this.#stored = stored;
    this.#changed();
  }

  /** A region is known by its image's result alone; that of another image ends the wait. */
  #selectWanted(): void {
    const wanted = this.#wanted;
    const { overlay } = this.#session.link() ?? {};
    if (!wanted || overlay?.state !== "ready") return;
    if (wanted.imageId === overlay.imageId) {
      this.#wanted = undefined;
      this.#session.selectRegion(wanted.region);
    }
  }

  #imageOf(imageId: string): SeriesImage {
    const { SOPInstanceUID, frameNumber, plane } = readFacts(imageId, this.#cornerstone.metaData);
    return { imageId, SOPInstanceUID, frameNumber, plane };
  }

  /** The same for a stack and for its volume, which may go through the images the other way. */
  #keyOf(imageIds: readonly string[]): string {
    const [first = "", last = ""] = [imageIds[0], imageIds.at(-1)];
    return `${first < last ? first : last} ${imageIds.length}`;
  }

  #changed(): void {
    if (!this.#session.signal.aborted) this.dispatchEvent(new Event("change"));
  }

  #dispose(): void {
    for (const scan of this.#scans.values()) scan.dispose();
    this.#scans.clear();
    this.#overridden.clear();
  }
}
