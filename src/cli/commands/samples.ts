import { join } from "node:path";
import { defineCommand } from "citty";
import { sharedArgs, startCommand } from "../command.ts";
import { packageRoot } from "../package-root.ts";
import { startProgress } from "../progress.ts";
import { makeSamples } from "../samples/make-samples.ts";
import { UsageError } from "../usage-error.ts";

const args = {
  out: {
    type: "string",
    valueHint: "FOLDER",
    description: "folder to write to (default: samples, beside package.json)",
  },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: {
    name: "residua samples",
    description: "Make the sample studies: a real brain MR series, and the same with a synthetic lesion.",
  },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option of samples.`);
    const out = values.out ?? join(packageRoot, "samples");
    let progress: ReturnType<typeof startProgress> | undefined;
    try {
      const { studies } = await makeSamples({
        out,
        signal,
        onProgress: ({ done, total }) => {
          progress ??= startProgress("Samples", total, "files");
          progress.update(done);
        },
      });
      progress?.stop();
      console.log(`Wrote ${studies.length} studies to ${out}.`);
    } finally {
      progress?.stop();
    }
  },
});
