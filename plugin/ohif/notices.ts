import { problemText } from "../../src/ui/texts/problem-text.ts";
import { reasonText } from "../../src/ui/texts/reason-text.ts";
import type { HostLibraries, HostNotification } from "./host-types.ts";
import type { Session } from "./session.ts";

/**
 * Says in the host's notifications why a heatmap that was asked for is not there: the panel may be closed. Once for a
 * series and a reason.
 */
export function addNotices(session: Session, metaData: () => HostLibraries["cornerstone"]["metaData"]): void {
  const said = new Set<string>();
  session.addEventListener("change", tell, { signal: session.signal });

  function tell(): void {
    if (!session.enabled) return;
    const { state, reasons, problem } = session.snapshot();
    if (state === "refused") {
      const message = reasons.map(reasonText).join(" ");
      sayOnce(reasons.map(({ code }) => code).join(), {
        title: "Residua",
        message,
        type: "warning",
        duration: 10_000,
      });
    } else if (state === "error" && problem) {
      sayOnce(problem.code, {
        title: "Residua",
        message: problemText(problem),
        type: "error",
        duration: 10_000,
      });
    }
  }

  function sayOnce(reason: string, notification: HostNotification): void {
    const key = `${reason} ${subject()}`;
    if (said.has(key)) return;
    said.add(key);
    session.services.uiNotificationService.show(notification);
  }

  /** The series on the screen, or else the viewport. */
  function subject(): string {
    const imageId = session.link()?.overlay?.imageId;
    if (imageId === undefined) return session.activeViewportId ?? "";
    const series: { readonly seriesInstanceUID?: string } | undefined = metaData().get(
      "generalSeriesModule",
      imageId,
    );
    return series?.seriesInstanceUID ?? imageId;
  }
}
