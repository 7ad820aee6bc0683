import type { Vector3 } from "../../src/imaging/frame.ts";
import { centreOn } from "../cornerstone/centre-on.ts";
import type { Point3, StackViewport, Viewport, VolumeViewport } from "../cornerstone/host.ts";
import { readFacts } from "../cornerstone/read-facts.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { Session } from "./session.ts";

/** The least cosine between the normals of planes that count as parallel. */
const parallel = 0.9;

/** Of the series in the active viewport, in the order in which it shows them. */
export function activeImageIds(session: Session): readonly string[] {
  const viewport = session.link()?.viewport ?? session.activeViewport;
  return viewport ? imageIdsOf(viewport) : [];
}

function imageIdsOf(viewport: Viewport): readonly string[] {
  try {
    return "getImageIds" in viewport ? (viewport.getImageIds as () => string[])() : [];
  } catch {
    // Volume viewports throw while they have no volume yet.
    return [];
  }
}

/** Brings an image to a stack viewport that has it, by default the active one; in MPR, to the planes along the images. */
export function showImage(session: Session, imageId: string, viewportId = session.activeViewportId): void {
  const viewport = session.link(viewportId)?.viewport;
  if (!viewport || !imageIdsOf(viewport).includes(imageId)) return;
  if ("setImageIdIndex" in viewport) {
    const stack = viewport as StackViewport;
    void stack.setImageIdIndex(stack.getImageIds().indexOf(imageId));
    return;
  }
  const { plane } = readFacts(imageId, hostLibraries(session.host).cornerstone.metaData);
  if (!plane) return;
  const normal = cross(plane.rowCosines, plane.columnCosines);
  for (const volume of volumesWith(session, imageId)) {
    const { viewPlaneNormal, focalPoint } = volume.getCamera();
    if (!viewPlaneNormal || !focalPoint || Math.abs(dot(normal, viewPlaneNormal)) < parallel) continue;
    const away = dot(plane.position, normal) - dot(focalPoint, normal);
    const point: Point3 = [0, 1, 2].map((axis) => focalPoint[axis]! + away * normal[axis]!) as Point3;
    centreOn(volume, point, { depth: true });
    volume.render();
  }
}

/** In MPR, brings all planes to a point of the patient, mm. Stacks stay. */
export function showPosition(session: Session, position: Vector3): void {
  const [imageId] = activeImageIds(session);
  for (const volume of imageId === undefined ? [] : volumesWith(session, imageId)) {
    centreOn(volume, [...position], { depth: true });
    volume.render();
  }
}

function volumesWith(session: Session, imageId: string): VolumeViewport[] {
  return [...session.links]
    .map(({ viewport }) => viewport)
    .filter((viewport) => !("setImageIdIndex" in viewport) && imageIdsOf(viewport).includes(imageId))
    .map((viewport) => viewport as VolumeViewport);
}

const dot = (a: Readonly<Vector3>, b: Readonly<Vector3>) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector3, b: Vector3): Point3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
