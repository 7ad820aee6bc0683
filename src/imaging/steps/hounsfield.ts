import { NotApplicableError } from "../../errors/index.ts";
import type { State } from "./state.ts";

/** HU of air. */
export const airHounsfield = -1000;
/** HU; fat is about -100. */
const darkerThanFat = -200;

/** @throws NotApplicableError when the image was inverted for display: CT never is */
export function requireUninverted({ image }: State): void {
  if (image.inverted) throw notHounsfield();
}

/** @throws NotApplicableError when nothing in the image is as dark as air: its rescale was never applied */
export function requireAir({ image }: State): void {
  if (!(image.lowest <= darkerThanFat)) throw notHounsfield();
}

function notHounsfield(): NotApplicableError {
  return new NotApplicableError(
    "The values of this image are not Hounsfield units. Choose a CT image as the scanner made it.",
    { details: { reason: "not-hounsfield" } },
  );
}
