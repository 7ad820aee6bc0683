import { type DicomDataset, text } from "../../src/report/dataset.ts";
import type { DicomWebOptions } from "../../src/report/dicom-web.ts";
import type { ReportImage } from "../../src/report/report-image.ts";
import { makeSeriesReport, type SeriesReport } from "../../src/report/series-report.ts";
import { findPredecessors, isStored } from "../../src/report/store.ts";
import { storedObject } from "../../src/report/structured-report.ts";
import { toProblem } from "../../src/ui/problem.ts";
import { hostText, scanProgressText, storedText } from "../../src/ui/texts/host-text.ts";
import { problemText } from "../../src/ui/texts/problem-text.ts";
import type { ScanItem } from "../index.ts";
import { dicomWebOf } from "./dicom-web-server.ts";
import { hostLibraries } from "./host-libraries.ts";
import type { HostDataSource, HostNotification } from "./host-types.ts";
import { refreshStudy } from "./refresh-study.ts";
import type { Session } from "./session.ts";
import { activeImageIds } from "./show-image.ts";
import { storeDataset } from "./store-dataset.ts";
import { forgetStoredScore } from "./stored-scores.ts";

const notificationId = "residua-store";

const running = new WeakSet<Session>();

/**
 * Stores what was found in the active viewport's series, as a Segmentation and a Structured Report, where the viewer
 * has its studies from, and lets the viewer list them. Images without a score get one first. What the server has
 * already is not sent again. The host's notification shows how far it is, and is the way out.
 */
export async function storeResults(session: Session): Promise<void> {
  const imageIds = activeImageIds(session);
  if (imageIds.length === 0 || running.has(session)) return;
  const { uiNotificationService } = session.services;
  const say = (notification: Omit<HostNotification, "id" | "title">) =>
    uiNotificationService.show({ id: notificationId, title: hostText("store"), ...notification });
  const dataSource = session.host.extensionManager.getActiveDataSource()[0];
  if (!dataSource?.store?.dicom) {
    say({ message: hostText("cannotStore"), type: "warning", duration: 10_000 });
    return;
  }
  // Another with the same id would keep the button of the one before.
  const end = (notification: Omit<HostNotification, "id" | "title">) => {
    uiNotificationService.hide(notificationId);
    uiNotificationService.show({ title: hostText("store"), ...notification });
  };
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, session.signal]);
  const showProgress = (message: string) =>
    say({
      message,
      type: "loading",
      duration: Number.POSITIVE_INFINITY,
      action: { label: hostText("cancel"), onClick: () => controller.abort() },
    });
  running.add(session);
  try {
    const items = await session.scan(imageIds, {
      signal,
      onProgress: ({ done, total }) => showProgress(scanProgressText(done, total)),
    });
    showProgress(hostText("storing"));
    const outcome = await storeScan(session, dataSource, items, signal);
    end({ ...summary(outcome), duration: 10_000 });
  } catch (error) {
    if (signal.aborted) uiNotificationService.hide(notificationId);
    else end({ message: problemText(toProblem(error)), type: "error", duration: 20_000 });
  } finally {
    running.delete(session);
  }
}

interface Outcome {
  /** Objects that were sent. */
  readonly stored: number;
  readonly regions: number;
}

function summary(outcome: Outcome | undefined): Pick<HostNotification, "message" | "type"> {
  if (!outcome) return { message: hostText("nothingToStore"), type: "warning" };
  if (outcome.stored === 0) return { message: hostText("alreadyStored"), type: "info" };
  return { message: storedText(outcome.regions), type: "success" };
}

/** @returns undefined where no image has a score */
async function storeScan(
  session: Session,
  dataSource: HostDataSource,
  items: readonly ScanItem[],
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const server = dicomWebOf(session.host, signal);
  const report = await reportOf(session, items, server, signal);
  if (!report) return undefined;
  const objects = [...report.segmentations, report.structuredReport];
  const sent: DicomDataset[] = [];
  for (const object of objects) {
    if (server && (await isStored(object, server))) continue;
    await storeDataset(dataSource, object, signal);
    sent.push(object);
  }
  if (sent.length > 0) {
    const study = text(report.structuredReport, "StudyInstanceUID") ?? "";
    const series = sent.map((object) => text(object, "SeriesInstanceUID") ?? "");
    forgetStoredScore(study);
    await refreshStudy(dataSource, study, series);
  }
  return { stored: sent.length, regions: report.findings.length };
}

async function reportOf(
  session: Session,
  items: readonly ScanItem[],
  server: DicomWebOptions | undefined,
  signal: AbortSignal,
): Promise<SeriesReport | undefined> {
  const { metaData } = hostLibraries(session.host).cornerstone;
  const images: ReportImage[] = [];
  for (const { imageId, result, facts } of items) {
    const dataset: DicomDataset | undefined = metaData.get("instance", imageId);
    if (result && dataset) images.push({ dataset, frameNumber: facts.frameNumber, result });
  }
  const scored = items.find(({ result }) => result && result.applicability.outcome !== "refused");
  if (!scored?.model) return undefined;
  const { dataset } = images[0]!;
  return makeSeriesReport({
    images,
    model: scored.model,
    software: session.version ?? "",
    date: new Date(),
    predecessors: server ? await findPredecessors(storedObject(dataset), server) : [],
    signal,
  });
}
