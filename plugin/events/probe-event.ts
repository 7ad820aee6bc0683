import type { PixelPoint } from "../../src/imaging/affine.ts";
import type { ProbedMaps } from "../../src/scoring/probe.ts";

/** Image and maps at one place. */
export interface Probe {
  readonly imageId: string;
  /** In the image's pixels, fractional. */
  readonly point: PixelPoint;
  /** The image's own value in modality units; absent where it cannot be read. */
  readonly value?: number;
  /** Of `value`, such as "HU"; absent where the file names none. */
  readonly unit?: string;
  /** Absent without a result, and outside the model's field of view. */
  readonly maps?: ProbedMaps;
}

/** What lies under the pointer has changed; undefined when it left the image. At most once a frame. */
export class ProbeEvent extends CustomEvent<Probe | undefined> {
  static readonly type = "residua-probe";

  constructor(probe: Probe | undefined) {
    super(ProbeEvent.type, { detail: probe });
  }
}
