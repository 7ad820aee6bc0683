import { NotApplicableError } from "../../src/errors/index.ts";
import type { Frame } from "../../src/imaging/frame.ts";
import type { Engine, EngineResult, LoadedModel } from "../../src/inference/engine.ts";
import type { MapName } from "../../src/scoring/maps.ts";
import { factsOf } from "../frame-facts.ts";
import { keptResult } from "../kept-result.ts";
import type { ModelProvider } from "../model-provider.ts";
import type { ResultFeed, ScoredImage } from "../result-feed.ts";
import type { Cornerstone, HostVolume } from "./host.ts";
import { readFrame } from "./read-frame.ts";
import { attributes } from "./read-tags.ts";
import type { SliceMap } from "./reslice.ts";
import { seriesOf } from "./series-of.ts";
import { type Demand, nextSlice } from "./slice-order.ts";
import { type SliceOutcome, sliceMap, worstSlice } from "./slice-outcome.ts";
import { requirePlacedSlices, type VolumeGeometry, volumeGeometry } from "./volume-geometry.ts";

export interface VolumeScoringDependencies {
  readonly cornerstone: Cornerstone;
  readonly engine: Engine;
  readonly models: ModelProvider;
  /** Slices that a scan or a stack has scored are taken from it, and those that are scored here are told to it. */
  readonly results: ResultFeed;
}

/** Bytes of maps that are kept of a volume; a map beyond them is computed again when it is shown. */
const budget = 96 * 2 ** 20;

/**
 * The scores and maps of one volume's slices, computed once for all viewports that show it: nearest to where the user
 * looks first, one after the other. Sends `change` whenever there is more to show.
 */
export class VolumeScoring extends EventTarget {
  readonly geometry: VolumeGeometry;
  readonly imageIds: readonly string[];
  readonly #dependencies: VolumeScoringDependencies;
  readonly #outcomes: (SliceOutcome | undefined)[];
  readonly #demands = new Map<object, Demand>();
  /** By slice: maps that were asked for, come what may. */
  readonly #asked: Set<MapName>[];
  readonly #slices: ReadonlyMap<string, number>;
  readonly #lifetime = new AbortController();
  #failure: Error | undefined;
  #focus: number;
  #running = false;
  /** The slice whose result is told to others. */
  #telling: number | undefined;
  #work = new AbortController();
  #model: LoadedModel | undefined;

  /** @throws ViewportError where the slices do not lie as the volume has them */
  constructor(dependencies: VolumeScoringDependencies, volume: HostVolume) {
    super();
    this.#dependencies = dependencies;
    this.geometry = volumeGeometry(volume);
    this.imageIds = [...volume.imageIds];
    const { metaData } = dependencies.cornerstone;
    requirePlacedSlices(
      this.geometry,
      this.imageIds.map((imageId) => attributes(metaData, "imagePlaneModule", imageId)),
    );
    this.#outcomes = this.imageIds.map(() => undefined);
    this.#asked = this.imageIds.map(() => new Set());
    this.#focus = Math.floor(this.imageIds.length / 2);
    this.#slices = new Map(this.imageIds.map((imageId, slice) => [imageId, slice]));
    const { results } = dependencies;
    for (const imageId of this.imageIds) {
      const known = results.latest(imageId);
      if (known) this.#take(known);
    }
    results.subscribe((image) => {
      if (this.#take(image)) this.#changed();
    }, this.#lifetime.signal);
  }

  /** Undefined until one has been loaded. */
  get model(): LoadedModel | undefined {
    return this.#model;
  }

  /** What keeps all slices from being scored: no model, no engine. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  get done(): number {
    return this.#outcomes.filter((outcome) => outcome !== undefined).length;
  }

  get total(): number {
    return this.imageIds.length;
  }

  outcome(slice: number): SliceOutcome | undefined {
    return this.#outcomes[slice];
  }

  /** The slices' maps, from the first; undefined where there is none to show. */
  maps(map: MapName): (SliceMap | undefined)[] {
    return this.#outcomes.map((outcome) => sliceMap(outcome, map));
  }

  /** The slice with the highest score so far; the first refused or failed one where none has a score. */
  get worst(): number | undefined {
    return worstSlice(this.#outcomes);
  }

  /** `user` wants this from now on, in place of what it wanted. */
  demand(user: object, demand: Demand): void {
    // Whoever opens the volume again asks for another try.
    if (this.idle) this.#failure = undefined;
    // All others follow from where the user looked last.
    if (this.#demands.get(user)?.slice !== demand.slice) this.#focus = demand.slice;
    this.#demands.set(user, demand);
    void this.#run();
  }

  /** `user` wants nothing any more. With the last one work stops; what is known is kept. */
  withdraw(user: object): void {
    this.#demands.delete(user);
    if (this.idle) this.#work.abort(new DOMException("The volume is no longer shown.", "AbortError"));
  }

  get idle(): boolean {
    return this.#demands.size === 0;
  }

  /**
   * A slice's result with its reconstruction, which is kept where there is room.
   *
   * @returns undefined where the slice has no result
   * @throws what the engine throws; the signal's reason when aborted
   */
  async reconstructed(slice: number, signal: AbortSignal): Promise<EngineResult | undefined> {
    const known = this.#outcomes[slice]?.result;
    if (!known || known.applicability.outcome === "refused") return undefined;
    if (known.reconstruction) return known;
    const frame = await this.#read(this.imageIds[slice]!);
    const override = known.applicability.outcome === "overridden";
    return this.#dependencies.engine.score(frame, known.model.sha256, {
      signal,
      priority: "visible",
      override,
    });
  }

  /** Forgets all that is known and begins anew: another model, or one whose rules are overridden. */
  reconsider(): void {
    this.#work.abort(new DOMException("The volume is scored anew.", "AbortError"));
    this.#failure = undefined;
    this.#model = undefined;
    this.#outcomes.fill(undefined);
    for (const asked of this.#asked) asked.clear();
    this.#changed();
    void this.#run();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#work.abort(new DOMException("The volume is no longer shown.", "AbortError"));
  }

  /** Takes up again what failed. */
  retry(): void {
    this.#failure = undefined;
    this.#outcomes.forEach((outcome, slice) => {
      if (outcome?.error !== undefined) this.#outcomes[slice] = undefined;
    });
    this.#changed();
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#work = new AbortController();
    const { signal } = this.#work;
    try {
      for (let slice = this.#next(); slice !== undefined; slice = this.#next()) {
        const outcome = await this.#score(slice, signal);
        if (signal.aborted) return;
        this.#outcomes[slice] = outcome;
        this.#changed();
      }
    } catch (cause) {
      if (signal.aborted) return;
      this.#failure = cause instanceof Error ? cause : new Error(String(cause), { cause });
      this.#changed();
    } finally {
      this.#running = false;
      // Somebody may have come after the last one had gone.
      if (signal.aborted && this.#next() !== undefined) void this.#run();
    }
  }

  /** Of those that are wanted and not there. */
  #next(): number | undefined {
    const demands = [...this.#demands.values()];
    if (this.#failure) return undefined;
    const maps = new Set(demands.map(({ map }) => map));
    const lacking = (slice: number) => this.#lacks(slice, this.#outcomes[slice], maps);
    return nextSlice({ demands, focus: this.#focus, total: this.total, lacking });
  }

  #lacks(slice: number, outcome: SliceOutcome | undefined, maps: ReadonlySet<MapName>): boolean {
    if (outcome === undefined) return true;
    const { result } = outcome;
    if (!result || result.applicability.outcome === "refused") return false;
    const asked = this.#asked[slice]!;
    return [...maps].some(
      (map) => this.#model?.maps[map] !== undefined && !result.maps[map] && !asked.has(map),
    );
  }

  /** @throws what would keep the other slices from being scored as well */
  async #score(slice: number, signal: AbortSignal): Promise<SliceOutcome> {
    const { engine, models, cornerstone } = this.#dependencies;
    const { metaData } = cornerstone;
    const maps = [...new Set([...this.#demands.values()].map(({ map }) => map))];
    let frame: Frame;
    try {
      frame = await this.#read(this.imageIds[slice]!);
    } catch (error) {
      return { error };
    }
    try {
      const override = models.decisions.isOverridden(seriesOf(metaData, this.imageIds[slice]!));
      const model = models.loaded(frame.tags, override) ?? (await models.load(frame.tags, signal, override));
      if (model !== this.#model) {
        this.#model = model;
        this.#changed();
      }
      const onScreen = [...this.#demands.values()].some((demand) => demand.slice === slice);
      const priority = onScreen ? "visible" : "background";
      const result = await engine.score(frame, model.identity.sha256, { signal, priority, maps, override });
      for (const map of maps) this.#asked[slice]!.add(map);
      if (!signal.aborted)
        this.#tell(slice, { imageId: this.imageIds[slice]!, result, model, facts: factsOf(frame) });
      return { result: this.#merged(slice, result) };
    } catch (error) {
      if (error instanceof NotApplicableError) return { error };
      throw error;
    }
  }

  async #read(imageId: string): Promise<Frame> {
    const { cornerstone } = this.#dependencies;
    // A volume's images are in the host's cache, once they have come. See scan.ts for why not loadAndCacheImage.
    const image = cornerstone.cache.getImage(imageId) ?? (await cornerstone.imageLoader.loadImage(imageId));
    return readFrame(image, cornerstone.metaData);
  }

  #tell(slice: number, image: ScoredImage): void {
    this.#telling = slice;
    this.#dependencies.results.tell(image);
    this.#telling = undefined;
  }

  /** Takes over what another has scored. @returns whether there is more to show than before */
  #take({ imageId, result, model }: ScoredImage): boolean {
    const slice = this.#slices.get(imageId);
    if (slice === undefined || slice === this.#telling) return false;
    this.#model ??= model;
    // Maps of two models are on two scales.
    if (model.identity.sha256 !== this.#model.identity.sha256) return false;
    const before = this.#outcomes[slice]?.result;
    if (before && Object.keys(result.maps).every((map) => before.maps[map as MapName])) return false;
    this.#outcomes[slice] = { result: this.#merged(slice, result) };
    return true;
  }

  /** With the maps that were known of the slice before, as far as there is room for all slices'. */
  #merged(slice: number, result: EngineResult): EngineResult {
    const before = this.#outcomes[slice]?.result;
    const shown = [...this.#demands.values()].map(({ map }) => map);
    const reconstruction = result.reconstruction ?? before?.reconstruction;
    const all = { ...result, maps: { ...before?.maps, ...result.maps } };
    return keptResult(reconstruction ? { ...all, reconstruction } : all, {
      bytes: budget / this.total,
      shown,
    });
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}
