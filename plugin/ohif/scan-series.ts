import { hostText, scanProgressText, scanSummaryText } from "../../src/ui/texts/host-text.ts";
import { problemText } from "../../src/ui/texts/problem-text.ts";
import type { SeriesScan } from "../series-scan.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { Session } from "./session.ts";
import { type SessionSeries, seriesOf } from "./session-series.ts";
import { showImage } from "./show-image.ts";
import { keepStudyScore } from "./study-scores.ts";

const notificationId = "residua-scan";

const followed = new WeakSet<SeriesScan>();

/**
 * Begins, or goes on with, the scan of the series in the active viewport. The host's notification shows how far it is,
 * and is the way out; the panel shows the same.
 */
export async function scanActiveSeries(session: Session): Promise<void> {
  await session.start();
  if (session.signal.aborted) return;
  const series = seriesOf(session);
  const { scan } = series;
  if (scan) {
    series.start(scan);
    follow(session, series, scan);
    return;
  }
  const { problem } = session.snapshot();
  if (!problem) return;
  session.services.uiNotificationService.show({
    title: hostText("scan"),
    message: problemText(problem),
    type: "error",
  });
}

function follow(session: Session, series: SessionSeries, scan: SeriesScan): void {
  if (followed.has(scan)) return;
  followed.add(scan);
  const ended = new AbortController();
  const { uiNotificationService } = session.services;
  const viewportId = session.activeViewportId;
  const end = () => {
    ended.abort();
    followed.delete(scan);
    uiNotificationService.hide(notificationId);
  };
  const tell = () => {
    if (scan.state === "idle") end();
    else if (scan.state === "done") {
      end();
      keepScore(session, series, scan);
      showSummary(session, series, scan, viewportId);
    } else showProgress(session, scan);
  };
  series.addEventListener("change", tell, { signal: ended.signal });
  session.signal.addEventListener("abort", end, { signal: ended.signal });
  tell();
}

function showProgress(session: Session, scan: SeriesScan): void {
  session.services.uiNotificationService.show({
    id: notificationId,
    title: hostText("scan"),
    message: scanProgressText(scan.done, scan.images.length),
    type: "loading",
    duration: Number.POSITIVE_INFINITY,
    action: { label: hostText("cancel"), onClick: () => scan.cancel() },
  });
}

function showSummary(
  session: Session,
  series: SessionSeries,
  scan: SeriesScan,
  viewportId: string | undefined,
): void {
  const score = series.scoreOf(scan);
  const scored = score?.scored ?? 0;
  const { uiNotificationService } = session.services;
  const id = uiNotificationService.show({
    title: hostText("scan"),
    message: scanSummaryText({ scored, left: scan.images.length - scored, unusual: score?.above ?? 0 }),
    type: "info",
    duration: 20_000,
    ...(score
      ? {
          action: {
            label: hostText("show"),
            onClick: () => showImage(session, scan.images[score.highest.slice]!.imageId, viewportId),
          },
        }
      : {}),
  });
  session.signal.addEventListener("abort", () => uiNotificationService.hide(id), { once: true });
}

/** For the list of studies. */
function keepScore(session: Session, series: SessionSeries, scan: SeriesScan): void {
  const { metaData } = hostLibraries(session.host).cornerstone;
  const found: { readonly studyInstanceUID?: string } | undefined = metaData.get(
    "generalSeriesModule",
    scan.images[0]!.imageId,
  );
  const score = series.scoreOf(scan);
  const model = series.modelOf(scan)?.identity;
  if (score && model && found?.studyInstanceUID) {
    keepStudyScore(found.studyInstanceUID, { model, pValue: score.pValue });
  }
}
