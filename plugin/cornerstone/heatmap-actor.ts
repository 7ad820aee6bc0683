import type { HeatmapColours } from "../../src/ui/colormaps.ts";
import { type Display, sameDisplay } from "./display-range.ts";
import type { Cornerstone, StackViewport } from "./host.ts";
import { type HeatmapMetadata, provideHeatmapMetadata } from "./metadata.ts";
import type { SlicePlane } from "./slice-geometry.ts";
import { colourFunction, opacityFunction } from "./transfer-functions.ts";

/** One map, ready to be drawn. */
export interface Heatmap {
  /** [plane.rows, plane.columns], in the map's units. */
  readonly values: Float32Array;
  /** Where the map's pixels lie. */
  readonly plane: SlicePlane;
  /** The image it belongs to. */
  readonly imageId: string;
}

export interface HeatmapLook {
  readonly display: Display;
  readonly colours: HeatmapColours;
  /** 0..1 */
  readonly opacity: number;
}

/** Depth of the one layer of voxels, mm; as Cornerstone gives its own stack images. */
const layerDepth = 1e-3;
/**
 * How far the heatmap lies before the image, mm: more than rounding moves a vertex, so that the image never shows
 * through, and less than anyone sees.
 */
const lift = 0.01;

let count = 0;

/** Draws a heatmap as an image actor of its own over a stack viewport's image. */
export class HeatmapActor {
  readonly #host: Cornerstone;
  readonly #viewport: StackViewport;
  readonly #uid: string;
  #added: { readonly rows: number; readonly columns: number; readonly imageId: string } | undefined;
  #metadata: HeatmapMetadata | undefined;
  #look: HeatmapLook | undefined;

  constructor(host: Cornerstone, viewport: StackViewport) {
    this.#host = host;
    this.#viewport = viewport;
    this.#uid = `residua-heatmap-${++count}`;
  }

  /** Makes room for maps of this size. Nothing is drawn yet: by the time it is done, another image may be shown. */
  async prepare({ plane, imageId }: Heatmap): Promise<void> {
    if (this.#entry() && this.#added?.rows === plane.rows && this.#added.columns === plane.columns) return;
    this.#remove();
    try {
      await this.#add(plane, imageId);
    } catch (error) {
      this.#remove();
      throw error;
    }
  }

  /** Draws the heatmap in place of what was drawn, after `prepare`. The viewport still has to render. */
  draw({ plane, values, imageId }: Heatmap, look: HeatmapLook): void {
    const slice = this.#slice();
    if (!slice) return;
    if (this.#metadata) this.#metadata.baseImageId = imageId;
    this.restyle(look);
    const { actor, data } = slice;
    data.setOrigin(plane.origin);
    data.setDirection([...plane.rowCosines, ...plane.columnCosines, ...plane.normal]);
    data.setSpacing([plane.columnSpacing, plane.rowSpacing, layerDepth]);
    const scalars = data.getPointData().getScalars();
    (scalars.getData() as Float32Array).set(drawn(values, look.display));
    scalars.modified();
    data.modified();
    this.faceCamera();
    actor.setVisibility(true);
  }

  hide(): void {
    this.#slice()?.actor.setVisibility(false);
  }

  get visible(): boolean {
    return this.#slice()?.actor.getVisibility() ?? false;
  }

  restyle(look: HeatmapLook): void {
    const property = this.#slice()?.actor.getProperty();
    if (!property) return;
    const previous = this.#look;
    // Made anew, they are the most of what an image costs.
    if (!previous || !sameDisplay(previous.display, look.display) || previous.colours !== look.colours) {
      property.setRGBTransferFunction(0, colourFunction(look.colours, look.display.range));
      property.setScalarOpacity(0, opacityFunction(look.display));
    }
    property.setOpacity(look.opacity);
    // Each copy of vtk.js counts its own modification times: the host's has to be told.
    property.modified();
    this.#look = look;
  }

  /** To be called whenever the camera turns: after a flip the front of the image is its other side. */
  faceCamera(): void {
    const slice = this.#slice();
    if (!slice) return;
    const [x, y, z] = this.#viewport.getCamera().viewPlaneNormal!;
    slice.actor.setPosition(x * lift, y * lift, z * lift);
  }

  dispose(): void {
    this.#remove();
  }

  #entry() {
    return this.#viewport.getActor(this.#uid);
  }

  #slice() {
    const entry = this.#entry();
    if (!entry) return undefined;
    // Only image slices come from addImages.
    const actor = entry.actor as import("@kitware/vtk.js/Rendering/Core/ImageSlice").vtkImageSlice;
    return { actor, data: actor.getMapper()!.getInputData() };
  }

  async #add(plane: SlicePlane, imageId: string): Promise<void> {
    const { rows, columns, columnSpacing, rowSpacing, origin, rowCosines, columnCosines } = plane;
    const heatmapId = `residua:${this.#uid}/${++count}`;
    this.#metadata = provideHeatmapMetadata(this.#host, heatmapId, imageId);
    this.#added = { rows, columns, imageId: heatmapId };
    this.#look = undefined;
    this.#host.imageLoader.createAndCacheLocalImage(heatmapId, {
      scalarData: new Float32Array(rows * columns),
      dimensions: [columns, rows],
      spacing: [columnSpacing, rowSpacing],
      origin,
      direction: [...rowCosines, ...columnCosines] as never,
      targetBuffer: { type: "Float32Array" },
    });
    // A promise in some versions of Cornerstone.
    await this.#viewport.addImages([
      {
        imageId: heatmapId,
        actorUID: this.#uid,
        callback: ({ imageActor }) => {
          imageActor.setVisibility(false);
          const property = imageActor.getProperty();
          property.setUseLookupTableScalarRange(true);
          property.setInterpolationTypeToLinear();
        },
      },
    ]);
  }

  #remove(): void {
    if (this.#entry()) this.#viewport.removeActors([this.#uid]);
    const { cache } = this.#host;
    if (this.#added && cache.getImageLoadObject(this.#added.imageId)) {
      cache.removeImageLoadObject(this.#added.imageId);
    }
    this.#metadata?.dispose();
    this.#metadata = undefined;
    this.#added = undefined;
  }
}

/** Outside the foreground every map holds exactly 0, which in most maps with negative values would have a colour. */
function drawn(values: Float32Array, { range: { lower }, diverging }: Display): Float32Array {
  return lower < 0 && !diverging ? values.map((value) => (value === 0 ? lower : value)) : values;
}
