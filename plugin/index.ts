import type * as CornerstoneTools from "@cornerstonejs/tools";
import { ViewportError } from "../src/errors/index.ts";
import { createEngine } from "../src/inference/client.ts";
import type { BackendName, Engine } from "../src/inference/engine.ts";
import { loadManifest, type Manifest } from "../src/inference/manifest.ts";
import type { Cornerstone, StackViewport, Viewport, VolumeViewport } from "./cornerstone/host.ts";
import { SharedVolumes } from "./cornerstone/shared-volumes.ts";
import { StackOverlay } from "./cornerstone/stack-overlay.ts";
import { VolumeOverlay } from "./cornerstone/volume-overlay.ts";
import { ModelDecisions } from "./model-decisions.ts";
import { createModelProvider, type OwnCandidate, type OwnModel } from "./model-provider.ts";
import type { Overlay } from "./overlay.ts";
import { ResultFeed, type ScoredImages } from "./result-feed.ts";
import { type ScanItem, type ScanOptions, scan } from "./scan.ts";

export {
  type FindingsStore,
  type FindingsStoreOptions,
  openFindingsStore,
} from "../src/inference/findings-store.ts";
export type { ModelChoice } from "../src/ui/panel-data.ts";
export type { Cornerstone } from "./cornerstone/host.ts";
export { type ErrorDetail, OverlayErrorEvent } from "./events/error-event.ts";
export { type Probe, ProbeEvent } from "./events/probe-event.ts";
export { type ScoreDetail, ScoreEvent } from "./events/score-event.ts";
export { type OverlayState, overlayStates, type StateDetail, StateEvent } from "./events/state-event.ts";
export type { OwnCandidate, OwnModel } from "./model-provider.ts";
export {
  type Comparison,
  defaultOverlayStyle,
  type Outline,
  type OutlineMask,
  type OutlinePolygon,
  type Overlay,
  type OverlayEventMap,
  type OverlayProgress,
  type OverlayStyle,
  type ProbePlace,
} from "./overlay.ts";
export type { ScoredImage, ScoredImages } from "./result-feed.ts";
export type { ScanItem, ScanOptions, ScanProgress } from "./scan.ts";
export { ScanControl } from "./scan-control.ts";
export {
  type Scanner,
  type SeriesImage,
  SeriesScan,
  type SeriesScanOptions,
} from "./series-scan.ts";
export { type SeriesSnapshotOptions, seriesSnapshot } from "./series-snapshot.ts";

export interface PluginOptions {
  /** The host's own `@cornerstonejs/core`, initialised. */
  readonly cornerstone: Cornerstone;
  /** The host's own `@cornerstonejs/tools`. Overlays on stacks do without. */
  readonly cornerstoneTools?: typeof CornerstoneTools;
  /** URL of manifest.json; relative ones are resolved against the page. */
  readonly manifest: string | URL;
  /** An engine to share, which stays the caller's to dispose; by default the plugin makes its own. */
  readonly engine?: Engine;
  /** URL of a folder with TensorFlow.js's .wasm files; by default where the build placed them. */
  readonly assetBase?: string;
  /** By default the faster one of WebGL and WASM. */
  readonly preferredBackend?: BackendName | "auto";
  /** A bundle that the user brought along, taken for every image in place of all other models. */
  readonly model?: OwnModel;
  /** Bundles that the user brought along, taken for the images that they suit better than the manifest's models. */
  readonly candidates?: readonly OwnCandidate[];
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

export interface Plugin {
  readonly manifest: Manifest;
  readonly engine: Engine;
  /** What scans and overlays have scored, as it comes. */
  readonly results: ScoredImages;
  /**
   * Puts an overlay on a stack viewport or an orthographic volume viewport (MPR); it lasts until it, the plugin or the viewport is disposed of. A viewport has
   * one overlay: attaching again gives the same.
   *
   * @throws ViewportError for a viewport of another kind, or one that draws without WebGL
   */
  attach(viewport: Viewport | VolumeViewport): Promise<Overlay>;
  /**
   * From now on takes this model for every image that it applies to by its tags, where several do; `undefined` leaves
   * it to the tags again. `Overlay.choices` names those of the image on the screen. In series with an override it is
   * taken for all images.
   */
  useModel(sha256: string | undefined): void;
  /**
   * Scores images one after the other in the background; `distance` and `control` steer it. The series scan of
   * series-scan.ts keeps, joins and stores what comes of it.
   *
   * @throws the signal's reason when aborted
   */
  scan(imageIds: readonly string[], options?: ScanOptions): Promise<ScanItem[]>;
  /** Disposes of all overlays, and of the engine if the plugin made it. */
  dispose(): void;
}

/**
 * Starts Residua inside a Cornerstone viewer. The first model of the manifest begins to load and warm up at once; a
 * model that fails to load is reported by the overlays that need it.
 *
 * @throws ManifestError; the signal's reason when aborted
 */
export async function createPlugin(options: PluginOptions): Promise<Plugin> {
  const { cornerstone, signal, preferredBackend, assetBase } = options;
  const manifestUrl = new URL(options.manifest, globalThis.document?.baseURI).href;
  const manifest = await loadManifest(manifestUrl, signal ? { signal } : {});
  const engine =
    options.engine ??
    createEngine({
      ...(preferredBackend ? { preferredBackend } : {}),
      ...(assetBase ? { wasmBaseUrl: new URL(assetBase, globalThis.document?.baseURI).href } : {}),
    });
  const lifetime = new AbortController();
  const decisions = new ModelDecisions();
  const models = createModelProvider({
    engine,
    own: options.model,
    candidates: options.candidates,
    manifest,
    manifestUrl,
    decisions,
    signal: lifetime.signal,
  });
  const overlays = new Map<Viewport | VolumeViewport, Overlay>();
  const results = new ResultFeed();
  // Before anybody who would take from them again.
  decisions.follow(() => results.clear(), lifetime.signal);
  const volumes = new SharedVolumes({ cornerstone, engine, models, results });
  // Whoever needs the model is told if this fails.
  models.load({}).catch(() => undefined);

  return {
    manifest,
    engine,
    results,
    async attach(viewport) {
      lifetime.signal.throwIfAborted();
      const existing = overlays.get(viewport);
      if (existing) return existing;
      const onDispose = () => overlays.delete(viewport);
      const dependencies = { cornerstone, engine, models, results, onDispose };
      requireDrawable(cornerstone, viewport);
      const overlay = isVolume(cornerstone, viewport)
        ? new VolumeOverlay(viewport, { ...dependencies, volumes })
        : new StackOverlay(viewport, dependencies);
      overlays.set(viewport, overlay);
      return overlay;
    },
    useModel(sha256) {
      decisions.model = sha256;
    },
    scan(imageIds, scanOptions = {}) {
      const ended = scanOptions.signal
        ? AbortSignal.any([lifetime.signal, scanOptions.signal])
        : lifetime.signal;
      return scan({ cornerstone, engine, models }, imageIds, {
        ...scanOptions,
        signal: ended,
        onProgress(progress) {
          if (progress.latest.result) results.tell(progress.latest);
          scanOptions.onProgress?.(progress);
        },
      });
    },
    dispose() {
      lifetime.abort(new DOMException("The plugin was disposed.", "AbortError"));
      for (const overlay of [...overlays.values()]) overlay.dispose();
      volumes.dispose();
      if (!options.engine) engine.dispose();
    },
  };
}

function requireDrawable(
  cornerstone: Cornerstone,
  viewport: Viewport | VolumeViewport,
): asserts viewport is StackViewport | VolumeViewport {
  if (viewport.isDisabled) {
    throw new ViewportError("This viewport has been closed. Ask the viewer for the one that took its place.");
  }
  const isStack = viewport.type === cornerstone.Enums.ViewportType.STACK && "addImages" in viewport;
  if (!isStack && !isVolume(cornerstone, viewport)) {
    throw new ViewportError(
      "Residua draws on stacks of images and on planes through volumes. Show the series as a stack to see its heatmap.",
      { details: { type: viewport.type } },
    );
  }
  if (cornerstone.getShouldUseCPURendering()) {
    throw new ViewportError(
      "The viewer draws without WebGL, so no heatmap can lie over its images. Turn on hardware acceleration in the browser's settings.",
    );
  }
}

function isVolume({ Enums }: Cornerstone, viewport: Viewport | VolumeViewport): viewport is VolumeViewport {
  return viewport.type === Enums.ViewportType.ORTHOGRAPHIC && "setVolumes" in viewport;
}
