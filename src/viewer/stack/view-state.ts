/** What stands in the corners of the viewport. */
export interface ViewState {
  /** The image that is asked for. */
  readonly imageId: string;
  /** Whether it is the one on the screen: it may still be loading, or may not load at all. */
  readonly loaded: boolean;
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** In modality units; undefined while the image is not there. */
  readonly window: { readonly width: number; readonly centre: number } | undefined;
  /** 1 when the image fills the viewport; undefined while the image is not there. */
  readonly zoom: number | undefined;
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
