import type { Point3, StackViewport } from "./host.ts";

/** Pans so that a point lies in the middle of the viewport; zoom, rotation and flips stay. */
export function centreOn(viewport: StackViewport, world: Point3): void {
  const { clientWidth, clientHeight } = viewport.canvas;
  const middle = viewport.canvasToWorld([clientWidth / 2, clientHeight / 2]);
  const { focalPoint, position, viewPlaneNormal } = viewport.getCamera();
  if (!focalPoint || !position || !viewPlaneNormal) return;
  const difference = subtract(world, middle);
  const depth = dot(difference, viewPlaneNormal);
  const move = subtract(difference, scale(viewPlaneNormal, depth));
  viewport.setCamera({ focalPoint: add(focalPoint, move), position: add(position, move) });
}

const add = (a: Point3, b: Point3): Point3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const subtract = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const scale = (a: Point3, factor: number): Point3 => [a[0] * factor, a[1] * factor, a[2] * factor];
const dot = (a: Point3, b: Point3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
