import type { HostVolume } from "./host.ts";
import { VolumeScoring, type VolumeScoringDependencies } from "./volume-scoring.ts";

/**
 * One scoring a volume, however many viewports show it. What is known of a volume outlasts its viewports, so that it
 * is there after a change of the layout, until another volume is shown.
 */
export class SharedVolumes {
  readonly #dependencies: VolumeScoringDependencies;
  readonly #scorings = new Map<string, VolumeScoring>();

  constructor(dependencies: VolumeScoringDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws ViewportError as VolumeScoring does */
  get(volume: HostVolume): VolumeScoring {
    const known = this.#scorings.get(volume.volumeId);
    if (known) return known;
    const scoring = new VolumeScoring(this.#dependencies, volume);
    for (const [volumeId, other] of this.#scorings) {
      if (other.idle) this.#scorings.delete(volumeId);
    }
    this.#scorings.set(volume.volumeId, scoring);
    return scoring;
  }

  dispose(): void {
    this.#scorings.clear();
  }
}
