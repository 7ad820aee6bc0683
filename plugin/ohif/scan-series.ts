import { toProblem } from "../../src/ui/problem.ts";
import { hostText, scanProgressText, scanSummaryText } from "../../src/ui/texts/host-text.ts";
import { problemText } from "../../src/ui/texts/problem-text.ts";
import type { ScanItem } from "../index.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { Session } from "./session.ts";
import { keepScan } from "./study-scores.ts";

const notificationId = "residua-scan";

const running = new WeakMap<Session, AbortController>();

/** Scores the series in the active viewport, with the host's notification for progress and the way out. */
export async function scanActiveSeries(session: Session): Promise<void> {
  const imageIds = activeImageIds(session);
  if (imageIds.length === 0 || running.has(session)) return;
  const controller = new AbortController();
  running.set(session, controller);
  const { uiNotificationService } = session.services;
  const title = hostText("scan");
  const viewportId = session.activeViewportId;
  const showProgress = (done: number) =>
    uiNotificationService.show({
      id: notificationId,
      title,
      message: scanProgressText(done, imageIds.length),
      type: "loading",
      duration: Number.POSITIVE_INFINITY,
      action: { label: hostText("cancel"), onClick: () => controller.abort() },
    });
  showProgress(0);
  try {
    const items = await session.scan(imageIds, {
      signal: controller.signal,
      onProgress: ({ done }) => showProgress(done),
    });
    uiNotificationService.hide(notificationId);
    keepScan(items, (imageId) => studyOf(session, imageId));
    showSummary(session, viewportId, items);
  } catch (error) {
    uiNotificationService.hide(notificationId);
    if (controller.signal.aborted || session.signal.aborted) return;
    uiNotificationService.show({ title, message: problemText(toProblem(error)), type: "error" });
  } finally {
    running.delete(session);
  }
}

function showSummary(session: Session, viewportId: string | undefined, items: readonly ScanItem[]): void {
  const scores = items.map(({ result }) => result?.scores.anomaly?.value);
  const limit = session.link(viewportId)?.overlay?.model?.imageThreshold.value ?? Number.POSITIVE_INFINITY;
  const scored = scores.filter((value) => value !== undefined);
  const highest = scores.indexOf(scored.length > 0 ? Math.max(...scored) : undefined);
  session.services.uiNotificationService.show({
    title: hostText("scan"),
    message: scanSummaryText({
      scored: scored.length,
      left: items.length - scored.length,
      unusual: scored.filter((value) => value > limit).length,
    }),
    type: "info",
    duration: 20_000,
    ...(scored.length > 0
      ? {
          action: { label: hostText("show"), onClick: () => showImage(session, viewportId, items[highest]!) },
        }
      : {}),
  });
}

/** Of the series in the active viewport, in the order in which it shows them. */
export function activeImageIds(session: Session): readonly string[] {
  const viewport = session.link()?.viewport ?? session.activeViewport;
  return viewport && "getImageIds" in viewport ? (viewport.getImageIds as () => string[])() : [];
}

function studyOf(session: Session, imageId: string): string | undefined {
  const { metaData } = hostLibraries(session.host).cornerstone;
  const series: { readonly studyInstanceUID?: string } | undefined = metaData.get(
    "generalSeriesModule",
    imageId,
  );
  return series?.studyInstanceUID;
}

/** The viewport may show another series by now. */
function showImage(session: Session, viewportId: string | undefined, { imageId }: ScanItem): void {
  const viewport = session.link(viewportId)?.viewport;
  if (!viewport || !("setImageIdIndex" in viewport) || !("getImageIds" in viewport)) return;
  const stack = viewport as import("../cornerstone/host.ts").StackViewport;
  const index = stack.getImageIds().indexOf(imageId);
  if (index >= 0) void stack.setImageIdIndex(index);
}
