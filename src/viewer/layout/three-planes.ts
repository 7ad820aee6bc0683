import type { ReactiveControllerHost } from "lit";
import type { Vector3 } from "../../imaging/frame.ts";
import type { ResiduaViewport } from "../elements/residua-viewport.ts";
import type { Series } from "../files/series.ts";
import { centreCrosshairs } from "../stack/crosshairs.ts";
import { PageStage } from "../stack/page-stage.ts";
import type { SeriesVolume, VolumeProgress } from "./series-volume.ts";
import { VolumeLoading } from "./volume-loading.ts";
import type { VolumeRefusal } from "./volume-refusal.ts";

/** The volume that three viewports cut, and the lines that join them. */
export class ThreePlanes {
  readonly #host: ReactiveControllerHost;
  readonly #elements: () => readonly ResiduaViewport[];
  readonly #volumes: VolumeLoading;

  constructor(host: ReactiveControllerHost, elements: () => readonly ResiduaViewport[]) {
    this.#host = host;
    this.#elements = elements;
    this.#volumes = new VolumeLoading(() => host.requestUpdate());
  }

  /** Undefined while no planes are shown. */
  get volume(): SeriesVolume | undefined {
    return this.#volumes.volume;
  }

  /** While a series is being stacked. */
  get progress(): VolumeProgress | undefined {
    return this.#volumes.progress;
  }

  refusal(series: Series): VolumeRefusal | undefined {
    return this.#volumes.refusal(series);
  }

  /**
   * Stacks a series to a volume.
   *
   * @returns false when it was cancelled
   * @throws what the image loader throws
   */
  make(series: Series): Promise<boolean> {
    this.leave();
    return this.#volumes.make(series);
  }

  cancel(): void {
    this.#volumes.cancel();
  }

  /** Draws the lines, once all planes show the volume; false when the planes were left meanwhile. */
  async join(): Promise<boolean> {
    const { volume } = this;
    await this.#host.updateComplete;
    const elements = this.#elements();
    await Promise.all(elements.map(({ updateComplete }) => updateComplete));
    await Promise.all(elements.map(({ shown }) => shown));
    if (!volume || volume !== this.volume || !PageStage.current) return false;
    PageStage.current.crosshairs = "grab";
    return true;
  }

  /** Whether a click moves all planes; undefined while there are none. */
  get crosshairs(): boolean | undefined {
    return this.volume && PageStage.current?.crosshairs === "click";
  }

  /** From now on a click moves all planes. */
  useCrosshairs(): void {
    if (!this.volume || !PageStage.current) return;
    PageStage.current.crosshairs = "click";
    this.#host.requestUpdate();
  }

  /** Moves the lines, and the planes with them, to a point of the patient, mm. */
  centre([x, y, z]: Vector3): void {
    if (this.volume && PageStage.current) centreCrosshairs(PageStage.current.group, [x, y, z]);
  }

  /** The lines go first, then the viewports, then the volume. */
  leave(): void {
    const { volume } = this;
    if (!volume) return;
    this.#takeLinesAway();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => volume.release());
  }

  /** At the page's end, when there is no update to wait for. */
  dispose(): void {
    this.#volumes.cancel();
    const { volume } = this;
    this.#takeLinesAway();
    // The viewports are taken off the page in this very step.
    queueMicrotask(() => volume?.release());
  }

  #takeLinesAway(): void {
    if (PageStage.current) PageStage.current.crosshairs = "off";
    this.#volumes.volume = undefined;
  }
}
