import type { HostVolume } from "./host.ts";
import { seriesOf } from "./series-of.ts";
import { VolumeScoring, type VolumeScoringDependencies } from "./volume-scoring.ts";

/**
 * One scoring a volume, however many viewports show it. What is known of a volume outlasts its viewports, so that it
 * is there after a change of the layout, until another volume is shown.
 */
export class SharedVolumes {
  readonly #dependencies: VolumeScoringDependencies;
  readonly #scorings = new Map<string, VolumeScoring>();
  readonly #lifetime = new AbortController();

  constructor(dependencies: VolumeScoringDependencies) {
    this.#dependencies = dependencies;
    const { cornerstone, models } = dependencies;
    models.decisions.follow(({ series }) => {
      for (const scoring of this.#scorings.values()) {
        const own = seriesOf(cornerstone.metaData, scoring.imageIds[0] ?? "");
        if (series === undefined || series === own) scoring.reconsider();
      }
    }, this.#lifetime.signal);
  }

  /** @throws ViewportError as VolumeScoring does */
  get(volume: HostVolume): VolumeScoring {
    const known = this.#scorings.get(volume.volumeId);
    if (known) return known;
    const scoring = new VolumeScoring(this.#dependencies, volume);
    for (const [volumeId, other] of this.#scorings) {
      if (!other.idle) continue;
      other.dispose();
      this.#scorings.delete(volumeId);
    }
    this.#scorings.set(volume.volumeId, scoring);
    return scoring;
  }

  dispose(): void {
    this.#lifetime.abort();
    for (const scoring of this.#scorings.values()) scoring.dispose();
    this.#scorings.clear();
  }
}
