import type { HostVolume } from "./host.ts";
import { VolumeScoring, type VolumeScoringDependencies } from "./volume-scoring.ts";

/** One scoring a volume, however many viewports show it. */
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
    this.#scorings.set(volume.volumeId, scoring);
    return scoring;
  }

  /** A user that wants nothing of it any more; with the last one it ends. */
  leave(scoring: VolumeScoring, user: object): void {
    if (!scoring.withdraw(user)) return;
    for (const [volumeId, known] of this.#scorings) {
      if (known === scoring) this.#scorings.delete(volumeId);
    }
    scoring.dispose();
  }
}
