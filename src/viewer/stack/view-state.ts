/** What stands in the corners of the viewport. */
export interface ViewState {
  readonly imageId: string;
  /** From 0. */
  readonly index: number;
  readonly count: number;
  readonly windowWidth: number | undefined;
  readonly windowCentre: number | undefined;
  /** 1 when the image fills the viewport. */
  readonly zoom: number;
  readonly inverted: boolean;
  /** Patient directions at the edges, as "A" or "LP"; absent when the file does not say how the image lies. */
  readonly edges: EdgeLabels | undefined;
}

export interface EdgeLabels {
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly left: string;
}
