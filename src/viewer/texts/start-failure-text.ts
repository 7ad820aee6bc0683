import { msg } from "@lit/localize";

/** What stands alone on the page when the viewer itself does not start. */
export function startFailure(): string {
  return msg("The viewer could not start in this browser. Use a current browser with WebGL 2 switched on.");
}
