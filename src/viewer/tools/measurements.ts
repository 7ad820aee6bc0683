import { eventTarget, getRenderingEngines, metaData, type Types, utilities } from "@cornerstonejs/core";
import * as tools from "@cornerstonejs/tools";
import type { Vector3 } from "../../imaging/frame.ts";
import type { ImageViewport } from "./image-viewport.ts";
import { forgetStep, history } from "./measure-history.ts";
import { measureToolOf } from "./measure-tools.ts";
import { measuredValues } from "./measured-values.ts";
import type { Measurement } from "./measurement.ts";

type Annotation = tools.Types.Annotation;

const { annotation: annotations, cancelActiveManipulations } = tools;
const {
  ANNOTATION_ADDED,
  ANNOTATION_COMPLETED,
  ANNOTATION_MODIFIED,
  ANNOTATION_REMOVED,
  ANNOTATION_SELECTION_CHANGE,
} = tools.Enums.Events;

const changes = [
  ANNOTATION_ADDED,
  ANNOTATION_COMPLETED,
  ANNOTATION_MODIFIED,
  ANNOTATION_REMOVED,
  ANNOTATION_SELECTION_CHANGE,
];

/**
 * What has been measured, on all images, for as long as the page is open. Cornerstone keeps it by image and frame of
 * reference, so that it outlives changes of series, layout and heatmap.
 */
export class Measurements {
  readonly #onChange: () => void;
  /** Begun, and not drawn to their end. */
  readonly #unfinished = new Set<string>();

  /** @param onChange something was drawn, moved, worked out, chosen or deleted; sent often while the pointer moves */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    eventTarget.addEventListener(ANNOTATION_ADDED, this.#begun);
    eventTarget.addEventListener(ANNOTATION_COMPLETED, this.#finished);
    for (const type of changes) eventTarget.addEventListener(type, this.#changed);
  }

  dispose(): void {
    eventTarget.removeEventListener(ANNOTATION_ADDED, this.#begun);
    eventTarget.removeEventListener(ANNOTATION_COMPLETED, this.#finished);
    for (const type of changes) eventTarget.removeEventListener(type, this.#changed);
  }

  /** Those on a series' images, or across its slices; in the order of the images. */
  of(imageIds: readonly string[]): Measurement[] {
    const places = new Map(imageIds.map((imageId, index) => [imageId, index]));
    const frame = frameOfReference(imageIds[0]);
    return annotations.state
      .getAllAnnotations()
      .filter(({ metadata }) => {
        const { referencedImageId, FrameOfReferenceUID } = metadata ?? {};
        if (referencedImageId !== undefined) return places.has(referencedImageId);
        return frame !== undefined && FrameOfReferenceUID === frame;
      })
      .flatMap((annotation) => toMeasurement(annotation) ?? [])
      .sort((a, b) => placeOf(a) - placeOf(b));

    function placeOf({ imageId }: Measurement): number {
      return places.get(imageId ?? "") ?? imageIds.length;
    }
  }

  get canUndo(): boolean {
    return history.canUndo;
  }

  /** The one that is marked on the image, which the user touched last. */
  get selected(): string | undefined {
    return annotations.selection.getAnnotationsSelected().at(-1);
  }

  remove(...ids: readonly string[]): void {
    const removed = ids.flatMap((id) => annotations.state.getAnnotation(id) ?? []);
    if (removed.length === 0) return;
    const remove = () => {
      for (const { annotationUID } of removed)
        if (annotationUID) annotations.state.removeAnnotation(annotationUID);
      renderAll();
    };
    history.push({
      id: removed[0]!.annotationUID!,
      operationType: "annotation",
      restoreMemo: (isUndo = true) => {
        if (!isUndo) return remove();
        for (const annotation of removed) add(annotation);
        renderAll();
      },
    });
    remove();
  }

  /** Takes back the last change: what was drawn, moved or deleted. */
  undo(): void {
    history.undo();
    renderAll();
  }

  /** Goes where it was drawn, and marks it there. */
  show(id: string, viewport: ImageViewport): void {
    const annotation = annotations.state.getAnnotation(id);
    if (!annotation) return;
    viewport.setViewReference(annotation.metadata as Types.ViewReference);
    annotations.selection.setAnnotationSelected(id);
    viewport.render();
    renderAll();
  }

  /** Gives up what is being drawn; what was only being moved stays. @returns whether there was either */
  cancel({ element }: ImageViewport): boolean {
    // Cornerstone calls what it gives up completed.
    const unfinished = new Set(this.#unfinished);
    const given = cancelActiveManipulations(element);
    if (!given) return false;
    if (unfinished.has(given)) {
      forgetStep((id) => id === given);
      annotations.state.removeAnnotation(given);
    }
    renderAll();
    return true;
  }

  readonly #begun = (event: Event): void => {
    const { annotationUID } = (event as CustomEvent<{ annotation: Annotation }>).detail.annotation;
    if (annotationUID) this.#unfinished.add(annotationUID);
  };

  readonly #finished = (event: Event): void => {
    const { annotationUID } = (event as CustomEvent<{ annotation: Annotation }>).detail.annotation;
    if (annotationUID) this.#unfinished.delete(annotationUID);
  };

  readonly #changed = (): void => this.#onChange();
}

/** Under its own frame of reference: the viewport it was drawn in may show something else by now, or be gone. */
function add(annotation: Annotation): void {
  annotations.state.getAnnotationManager().addAnnotation(annotation);
  utilities.triggerEvent(eventTarget, ANNOTATION_ADDED, { annotation });
  utilities.triggerEvent(eventTarget, ANNOTATION_COMPLETED, { annotation });
}

function toMeasurement(annotation: Annotation): Measurement | undefined {
  const { annotationUID, metadata, data } = annotation;
  const tool = measureToolOf(metadata?.toolName ?? "");
  const points = (data.handles?.points ?? []) as readonly (readonly [number, number, number])[];
  if (!tool || annotationUID === undefined) return undefined;
  return {
    id: annotationUID,
    tool,
    label: data.label ?? "",
    imageId: metadata?.referencedImageId,
    values: measuredValues(data.cachedStats),
    points: points.map(([x, y, z]): Vector3 => [x, y, z]),
  };
}

function frameOfReference(imageId: string | undefined): string | undefined {
  const plane: { frameOfReferenceUID?: string } | undefined =
    imageId === undefined ? undefined : metaData.get("imagePlaneModule", imageId);
  return plane?.frameOfReferenceUID;
}

function renderAll(): void {
  const ids = (getRenderingEngines() ?? []).flatMap((engine) => engine.getViewports().map(({ id }) => id));
  tools.utilities.triggerAnnotationRenderForViewportIds(ids);
}
