import { join } from "node:path";
import { defineCommand } from "citty";
import packageJson from "../../../package.json" with { type: "json" };
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { DataError, NotApplicableError, StoreError } from "../../errors/index.ts";
import type { DicomWebOptions } from "../../report/dicom-web.ts";
import type { ReportImage, ReportModel } from "../../report/report-image.ts";
import { makeSeriesReport } from "../../report/series-report.ts";
import { findPredecessors } from "../../report/store.ts";
import { storedObject } from "../../report/structured-report.ts";
import { loadModel, type Model } from "../../scoring/model.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { listFiles, writeWhole } from "../files.ts";
import { startProgress } from "../progress.ts";
import { type ReportObject, reportObjects, storeObjects, type WantedObjects } from "../report-objects.ts";
import { scoreSeries } from "../report-series.ts";
import { describeModel } from "../score-text.ts";
import { startTensorflow } from "../tensorflow.ts";
import { UsageError } from "../usage-error.ts";

const args = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  out: { type: "string", required: true, valueHint: "DIR", description: "folder to write to" },
  seg: { type: "boolean", description: "write the regions as a DICOM Segmentation" },
  sr: { type: "boolean", description: "write the scores and regions as a DICOM Structured Report" },
  map: { type: "boolean", description: "write the anomaly map as a DICOM Parametric Map" },
  store: {
    type: "string",
    valueHint: "DICOMWEB_URL",
    description:
      "store what was written by STOW-RS; RESIDUA_AUTHORIZATION is sent as the header Authorization",
  },
  files: { type: "positional", required: false, description: "DICOM files and folders of them" },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: {
    name: "residua report",
    description: "Write what was found in each series as DICOM: by default its regions and a report.",
  },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length === 0) throw new UsageError("Name the DICOM files or folders to report on.");
    const server = values.store === undefined ? undefined : serverOptions(values.store, signal);
    const { seg = false, sr = false, map = false } = values;
    const wanted = seg || sr || map ? { seg, sr, map } : { seg: true, sr: true, map };
    const files = await listFiles(positionals);
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    const progress = startProgress("Scoring", files.length, "files");
    try {
      console.log(describeModel(model));
      const done = new Set<string>();
      const { series, others } = await scoreSeries(files, model, {
        signal,
        onImage: (file) => progress.update(done.add(file).size),
        onFailure: (file, reason) => console.error(`Left out: ${file}: ${reason}`),
      });
      progress.stop();
      if (others > 0) console.error(`Left out: ${others} files that are no DICOM images.`);
      let written = 0;
      for (const [uid, images] of series) {
        const objects = await reportOn(uid, images, { model, wanted, server, signal });
        for (const { name, bytes } of objects) await writeWhole(join(values.out, name), bytes);
        written += objects.length;
        if (server && objects.length > 0) await store(uid, objects, server);
      }
      if (written === 0) throw new DataError("There was nothing to report.");
      console.log(`Wrote ${written} objects to ${values.out}.`);
    } finally {
      progress.stop();
      model.dispose();
    }
  },
});

interface ReportOnOptions {
  readonly model: Model;
  readonly wanted: WantedObjects;
  readonly server: DicomWebOptions | undefined;
  readonly signal: AbortSignal;
}

async function reportOn(
  uid: string,
  images: readonly ReportImage[],
  { model, wanted, server, signal }: ReportOnOptions,
): Promise<ReportObject[]> {
  const { StudyInstanceUID } = storedObject(images[0]!.dataset);
  const predecessors = server
    ? await findPredecessors({ StudyInstanceUID, SeriesInstanceUID: uid }, server)
    : [];
  try {
    const report = await makeSeriesReport({
      model: reportModel(model),
      software: packageJson.version,
      date: new Date(),
      images,
      predecessors,
      withMaps: wanted.map,
      signal,
    });
    const count = report.findings.length;
    console.log(`${uid}: ${images.length} images, ${count === 1 ? "1 region" : `${count} regions`}`);
    return reportObjects(uid, report, wanted);
  } catch (error) {
    if (!(error instanceof NotApplicableError)) throw error;
    console.error(`${uid}: not reported. ${error.message}`);
    return [];
  }
}

function reportModel({ identity, bundle, calibration }: Model): ReportModel {
  return { ...calibration, identity, name: bundle.description.name };
}

function serverOptions(url: string, signal: AbortSignal): DicomWebOptions {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(
      "--store takes the address of a DICOMweb service, as https://pacs.example/dicom-web.",
    );
  }
  const authorization = process.env.RESIDUA_AUTHORIZATION;
  return {
    url,
    signal,
    headers: () => (authorization ? { Authorization: authorization } : {}),
  };
}

/** @throws StoreError that names what the server refused */
async function store(uid: string, objects: readonly ReportObject[], server: DicomWebOptions): Promise<void> {
  const { stored, refused, present } = await storeObjects(objects, server);
  console.log(`${uid}: ${stored.length} objects stored, ${present} there before`);
  if (refused.length === 0) return;
  const reasons = refused.map(({ SOPInstanceUID, message }) => {
    const name = objects.find((object) => object.SOPInstanceUID === SOPInstanceUID)?.name ?? SOPInstanceUID;
    return `${name}: ${message}`;
  });
  throw new StoreError(`The server refused ${refused.length} objects: ${reasons.join("; ")}.`);
}
