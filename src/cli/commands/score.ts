import { defineCommand } from "citty";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { DataError } from "../../errors/index.ts";
import { loadModel, type Model } from "../../scoring/model.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { listFiles } from "../files.ts";
import { type ScoredFile, scoreFiles } from "../score-files.ts";
import { describeModel, failureLine, failureRecord, resultLine, resultRecord } from "../score-text.ts";
import { startTensorflow } from "../tensorflow.ts";
import { UsageError } from "../usage-error.ts";

const args = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  json: { type: "boolean", description: "one JSON object a line" },
  files: {
    type: "positional",
    required: false,
    description: "images (DICOM, NIfTI, PNG, JPEG) and folders of them",
  },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: { name: "residua score", description: "Score images, one line an image or a slice." },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length === 0) throw new UsageError("Name the images or folders to score.");
    const files = await listFiles(positionals);
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    const json = values.json === true;
    const counts = { result: 0, failure: 0, other: 0 };
    try {
      if (!json) console.log(describeModel(model));
      for await (const scored of scoreFiles(files, model, signal)) {
        counts[scored.kind]++;
        if (scored.kind !== "other") console.log(json ? JSON.stringify(record(scored, model)) : line(scored));
      }
    } finally {
      model.dispose();
    }
    if (counts.other > 0) console.error(`Left out: ${counts.other} files that are no images.`);
    if (counts.result === 0) throw new DataError("No image could be read.");
  },
});

type Reported = Exclude<ScoredFile, { kind: "other" }>;

function line(scored: Reported): string {
  if (scored.kind === "failure") return failureLine(scored.file, scored.error);
  const { file, part, result } = scored;
  return resultLine(part ? `${file}, ${part}` : file, result);
}

function record(scored: Reported, model: Model): object {
  return scored.kind === "failure"
    ? failureRecord(scored.file, scored.error, model)
    : resultRecord(scored.file, scored.frame, scored.result);
}
