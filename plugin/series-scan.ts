import type { FramePlane } from "../src/imaging/frame.ts";
import type { EngineResult } from "../src/inference/engine.ts";
import type { FindingsStore } from "../src/inference/findings-store.ts";
import { joinRegions, type SeriesRegions } from "../src/scoring/series-regions.ts";
import { type FrameFacts, type SliceFindings, sliceFindings } from "../src/scoring/slice-findings.ts";
import type { ScanState } from "../src/ui/series-data.ts";
import { PaceMeter } from "./pace-meter.ts";
import type { ScoredImages } from "./result-feed.ts";
import type { ScanItem, ScanOptions } from "./scan.ts";
import { ScanControl } from "./scan-control.ts";

/** One image of a series as the host lists it. */
export interface SeriesImage {
  readonly imageId: string;
  /** Empty where the host does not know it before the image is loaded: nothing is restored for it then. */
  readonly SOPInstanceUID: string;
  readonly frameNumber: number;
  readonly plane?: FramePlane | undefined;
}

/** Scores images: a Plugin, or a host's own way to one. */
export interface Scanner {
  scan(imageIds: readonly string[], options: ScanOptions): Promise<ScanItem[]>;
  /** What others than the scan have scored, as overlays on stacks and volumes. */
  readonly results?: ScoredImages;
}

export interface SeriesScanOptions {
  /** In the order in which they are scrolled through. */
  readonly images: readonly SeriesImage[];
  readonly scanner: Scanner;
  /** Where results outlive the page. */
  readonly store?: FindingsStore | undefined;
  readonly onChange: () => void;
}

/** While it runs the joined regions are made anew at most this often, ms: they cost more than a slice's bar. */
const joinEvery = 1000;

/**
 * What is known of a series' images, and the scan that completes it. Nearest to the image on the screen goes first;
 * a scan that was cancelled, or a page that was left, goes on where it stopped.
 */
export class SeriesScan {
  readonly images: readonly SeriesImage[];
  readonly #options: SeriesScanOptions;
  readonly #indices: ReadonlyMap<string, number>;
  readonly #findings: (SliceFindings | undefined)[];
  readonly #failed = new Set<number>();
  readonly #control = new ScanControl();
  readonly #pace = new PaceMeter();
  readonly #lifetime = new AbortController();
  /** Results whose findings are known already. */
  #taken = new WeakSet<EngineResult>();
  #run: AbortController | undefined;
  #shown = 0;
  #model: string | undefined;
  #disposed = false;
  #joined: { readonly regions: SeriesRegions; readonly at: number; stale: boolean } | undefined;

  constructor(options: SeriesScanOptions) {
    this.#options = options;
    this.images = options.images;
    this.#indices = new Map(options.images.map(({ imageId }, index) => [imageId, index]));
    this.#findings = new Array<SliceFindings | undefined>(options.images.length).fill(undefined);
    const { results } = options.scanner;
    for (const [imageId, index] of this.#indices) {
      const known = results?.latest(imageId);
      if (known) this.#set(index, sliceFindings(known.facts, known.result));
    }
    results?.subscribe(
      ({ imageId, result, facts }) => this.take(imageId, result, facts),
      this.#lifetime.signal,
    );
  }

  get state(): ScanState {
    if (this.#run) return this.#control.paused ? "paused" : "running";
    return this.done === this.images.length ? "done" : "idle";
  }

  /** By the index of the image; undefined where it has not been scored. */
  get findings(): readonly (SliceFindings | undefined)[] {
    return this.#findings;
  }

  /** Whether an image could not be read or scored. */
  failed(index: number): boolean {
    return this.#failed.has(index);
  }

  /** Images that need no scan any more. */
  get done(): number {
    return this.#findings.filter((found, index) => found || this.#failed.has(index)).length;
  }

  /** Roughly, ms; undefined while it is not running or too little is known. */
  get msLeft(): number | undefined {
    return this.state === "running" ? this.#pace.msFor(this.images.length - this.done) : undefined;
  }

  /** Joined across slices; up to a second behind while a scan runs. */
  get regions(): SeriesRegions {
    const now = performance.now();
    const joined = this.#joined;
    if (joined && (!joined.stale || (this.state === "running" && now - joined.at < joinEvery))) {
      return joined.regions;
    }
    const slices = this.images.map(({ plane }, index) => ({ plane, findings: this.#findings[index] }));
    const regions = joinRegions(slices);
    this.#joined = { regions, at: now, stale: false };
    return regions;
  }

  /** The image on the screen: those near it are scored first from now on. */
  show(imageId: string): void {
    this.#shown = this.#indices.get(imageId) ?? this.#shown;
  }

  /**
   * The model that the images are scored with. Results of another are dropped; those of this one that were kept in
   * the store come back.
   */
  async use(model: string): Promise<void> {
    if (model === this.#model) return;
    this.#model = model;
    this.#findings.forEach((found, index) => {
      if (found && found.model.sha256 !== model) this.#findings[index] = undefined;
    });
    this.#failed.clear();
    this.#changed();
    const kept = await this.#options.store?.load(model, this.images);
    if (this.#disposed || model !== this.#model) return;
    kept?.forEach((found, index) => {
      this.#findings[index] ??= found;
    });
    this.#changed();
  }

  /** Takes over a result that did not come from this scan, as the overlay's on the image on the screen. */
  take(imageId: string, result: EngineResult, facts: FrameFacts): void {
    const index = this.#indices.get(imageId);
    if (index === undefined || this.#taken.has(result)) return;
    this.#taken.add(result);
    const found = sliceFindings(facts, result);
    if (sameFindings(this.#findings[index], found)) return;
    this.#set(index, found);
    this.#changed();
  }

  /** Begins, or goes on after a pause or a cancellation; images that failed are tried again. */
  start(): void {
    if (this.#disposed) return;
    this.#control.resume();
    if (this.#run) {
      this.#pace.restart();
      this.#changed();
      return;
    }
    this.#failed.clear();
    const run = new AbortController();
    this.#run = run;
    this.#pace.restart();
    const waiting = this.images.filter((_, index) => !this.#findings[index]);
    const ended = this.#options.scanner.scan(
      waiting.map(({ imageId }) => imageId),
      {
        signal: run.signal,
        control: this.#control,
        collect: false,
        distance: (imageId) => Math.abs(this.#indices.get(imageId)! - this.#shown),
        onProgress: ({ latest }) => {
          const index = this.#indices.get(latest.imageId)!;
          if (latest.result) this.take(latest.imageId, latest.result, latest.facts);
          else this.#failed.add(index);
          this.#pace.tick();
          this.#changed();
        },
      },
    );
    const end = () => {
      if (this.#run !== run) return;
      this.#run = undefined;
      this.#changed();
    };
    // Rejects only when it is cancelled or the plugin is gone: an image's own failure is an item.
    ended.then(end, end);
    this.#changed();
  }

  /** The series' override has been set or lifted: what depends on it is forgotten, and goes on where a scan runs. */
  reconsider(): void {
    const stale = this.#findings.flatMap((found, index) =>
      found && ["refused", "overridden"].includes(found.applicability.outcome) ? [index] : [],
    );
    if (stale.length === 0) return;
    const wasRunning = this.state === "running";
    this.cancel();
    for (const index of stale) this.#findings[index] = undefined;
    if (wasRunning) this.start();
    else this.#changed();
  }

  pause(): void {
    if (!this.#run) return;
    this.#control.pause();
    this.#changed();
  }

  /** What has been scored stays. */
  cancel(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.abort(new DOMException("The scan was cancelled.", "AbortError"));
    this.#control.resume();
    this.#changed();
  }

  /** Forgets all results of this series; the store is the host's to clear. */
  clear(): void {
    this.cancel();
    this.#findings.fill(undefined);
    this.#failed.clear();
    this.#taken = new WeakSet();
    this.#changed();
  }

  dispose(): void {
    this.cancel();
    this.#lifetime.abort();
    this.#disposed = true;
  }

  #set(index: number, found: SliceFindings): void {
    // Another model chosen by the image's own tags is a result as well; it is shown as it is.
    this.#findings[index] = found;
    this.#failed.delete(index);
    // Whoever opens the study again has not asked for the override.
    if (found.applicability.outcome !== "overridden") void this.#options.store?.keep(found);
  }

  #changed(): void {
    if (this.#joined) this.#joined.stale = true;
    if (!this.#disposed) this.#options.onChange();
  }
}

function sameFindings(a: SliceFindings | undefined, b: SliceFindings): boolean {
  return (
    a !== undefined &&
    a.model.sha256 === b.model.sha256 &&
    a.score?.value === b.score?.value &&
    a.applicability.outcome === b.applicability.outcome &&
    a.regions.length === b.regions.length
  );
}
