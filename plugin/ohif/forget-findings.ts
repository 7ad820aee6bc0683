import { openFindingsStore } from "../../src/inference/findings-store.ts";
import type { Session } from "./session.ts";
import { seriesOf } from "./session-series.ts";

/** Removes what is kept of images in this browser, of those on the screen too. */
export function forgetFindings(session: Session | undefined): Promise<void> {
  return session ? seriesOf(session).clear() : openFindingsStore().clear();
}
