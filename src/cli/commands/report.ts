import { join } from "node:path";
import { defineCommand } from "citty";
import packageJson from "../../../package.json" with { type: "json" };
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { DataError, NotApplicableError } from "../../errors/index.ts";
import type { DicomWebOptions } from "../../report/dicom-web.ts";
import type { ReportModel } from "../../report/report-image.ts";
import { makeResultFiles, type ResultFile, type ResultKind, resultKinds } from "../../report/result-files.ts";
import { findPredecessors } from "../../report/store.ts";
import { storedObject } from "../../report/structured-report.ts";
import { loadModel, type Model } from "../../scoring/model.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { listFiles, writeWhole } from "../files.ts";
import { startProgress } from "../progress.ts";
import { type FileImage, framesOf, scoreSeries } from "../report-series.ts";
import { serverOptions, storeResults } from "../report-server.ts";
import { describeModel } from "../score-text.ts";
import { startTensorflow } from "../tensorflow.ts";
import { UsageError } from "../usage-error.ts";

const args = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  out: { type: "string", required: true, valueHint: "DIR", description: "folder to write to" },
  seg: { type: "boolean", description: "write the regions as a DICOM Segmentation" },
  sr: { type: "boolean", description: "write the scores and regions as a DICOM Structured Report" },
  map: { type: "boolean", description: "write the anomaly map as a DICOM Parametric Map" },
  labelmap: {
    type: "boolean",
    description: "write the regions as a DICOM Label Map Segmentation, which few systems read yet",
  },
  "key-images": {
    type: "boolean",
    description: "write the images where regions peak as Secondary Captures with the heatmap burned in",
  },
  csv: { type: "boolean", description: "write images and regions as tables" },
  json: { type: "boolean", description: "write scores and regions as JSON" },
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
    description:
      "Write what was found in each series, as DICOM and as tables: by default its regions and a report.",
  },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length === 0) throw new UsageError("Name the DICOM files or folders to report on.");
    const server = values.store === undefined ? undefined : serverOptions(values.store, signal);
    const wanted = wantedKinds(values);
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
        const results = await reportOn(uid, images, { model, wanted, server, signal });
        for (const { name, bytes } of results) await writeWhole(join(values.out, name), bytes);
        written += results.length;
        if (server && results.length > 0) await storeResults(uid, results, server);
      }
      if (written === 0) throw new DataError("There was nothing to report.");
      console.log(`Wrote ${written} files to ${values.out}.`);
    } finally {
      progress.stop();
      model.dispose();
    }
  },
});

/** What was asked for; regions and report where nothing was. */
function wantedKinds(values: Readonly<Record<string, unknown>>): ReadonlySet<ResultKind> {
  const options: Readonly<Record<ResultKind, string>> = {
    seg: "seg",
    labelmap: "labelmap",
    sr: "sr",
    map: "map",
    keyImages: "key-images",
    csv: "csv",
    json: "json",
  };
  const wanted = resultKinds.filter((kind) => values[options[kind]] === true);
  return new Set(wanted.length > 0 ? wanted : ["seg", "sr"]);
}

interface ReportOnOptions {
  readonly model: Model;
  readonly wanted: ReadonlySet<ResultKind>;
  readonly server: DicomWebOptions | undefined;
  readonly signal: AbortSignal;
}

async function reportOn(
  uid: string,
  images: readonly FileImage[],
  { model, wanted, server, signal }: ReportOnOptions,
): Promise<readonly ResultFile[]> {
  const { StudyInstanceUID } = storedObject(images[0]!.dataset);
  const predecessors = server
    ? await findPredecessors({ StudyInstanceUID, SeriesInstanceUID: uid }, server)
    : [];
  try {
    const { report, files } = await makeResultFiles({
      model: reportModel(model),
      software: packageJson.version,
      date: new Date(),
      images,
      predecessors,
      wanted,
      pixelsOf: framesOf(images, signal),
      signal,
    });
    const count = report.findings.length;
    console.log(`${uid}: ${images.length} images, ${count === 1 ? "1 region" : `${count} regions`}`);
    return files;
  } catch (error) {
    if (!(error instanceof NotApplicableError)) throw error;
    console.error(`${uid}: not reported. ${error.message}`);
    return [];
  }
}

function reportModel({ identity, bundle, calibration }: Model): ReportModel {
  return { ...calibration, identity, name: bundle.description.name };
}
