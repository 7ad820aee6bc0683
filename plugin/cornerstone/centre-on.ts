import type { Point3, StackViewport, VolumeViewport } from "./host.ts";

export interface CentreOptions {
  /** Also goes to the plane that the point lies in. */
  readonly depth?: boolean;
}

/** Pans so that a point lies in the middle of the viewport; zoom, rotation and flips stay. */
export function centreOn(
  viewport: StackViewport | VolumeViewport,
  world: Point3,
  { depth = false }: CentreOptions = {},
): void {
  const { clientWidth, clientHeight } = viewport.canvas;
  const middle = viewport.canvasToWorld([clientWidth / 2, clientHeight / 2]);
  const { focalPoint, position, viewPlaneNormal } = viewport.getCamera();
  if (!focalPoint || !position || !viewPlaneNormal) return;
  const difference = subtract(world, middle);
  const before = dot(difference, viewPlaneNormal);
  const move = depth ? difference : subtract(difference, scale(viewPlaneNormal, before));
  viewport.setCamera({ focalPoint: add(focalPoint, move), position: add(position, move) });
}

const add = (a: Point3, b: Point3): Point3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const subtract = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const scale = (a: Point3, factor: number): Point3 => [a[0] * factor, a[1] * factor, a[2] * factor];
const dot = (a: Point3, b: Point3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
