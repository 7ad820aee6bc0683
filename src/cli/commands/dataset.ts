import { defineCommand } from "citty";
import { importSet, type PublishedSet, publishedSets } from "../../dataset/published/import-set.ts";
import { parseSplit } from "../../dataset/split.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { balanceText } from "../data-set-text.ts";
import { UsageError, wholeNumber } from "../usage-error.ts";

const names = Object.keys(publishedSets).join("|");

const args = {
  action: { type: "positional", required: false, valueHint: "import", description: "import: make an index" },
  folder: { type: "positional", required: false, description: "where the set was unpacked" },
  from: { type: "string", valueHint: names, description: "which published set it is" },
  out: { type: "string", valueHint: "INDEX.csv", description: "the index to write" },
  split: {
    type: "string",
    valueHint: "SHARES",
    description: 'divides the patients anew, as "train=0.8,val=0.2", instead of the set\'s own splits',
  },
  seed: { type: "string", valueHint: "N", description: "fixes who is in which split (default: 1)" },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: {
    name: "residua dataset",
    description: "Make an index.csv of a published set: which images are healthy, and of whom.",
  },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    const [action, folder, ...more] = positionals;
    if (action !== "import")
      throw new UsageError("Write: residua dataset import --from SET FOLDER --out INDEX.csv");
    if (folder === undefined || more.length > 0) throw new UsageError("Name one folder to import.");
    const { from, out, split } = values;
    if (from === undefined || !isPublished(from)) {
      throw new UsageError(`--from takes one of ${names.replaceAll("|", ", ")}.`);
    }
    if (!out?.endsWith(".csv")) throw new UsageError("--out takes the path of a .csv file to write.");
    const seed = wholeNumber(values.seed, "seed", 0);
    const { rows, uncertain, missing } = await importSet({
      from,
      folder,
      out,
      signal,
      ...(split !== undefined && { split: parseSplit(split) }),
      ...(seed !== undefined && { seed }),
    });
    for (const line of balanceText(rows)) console.log(line);
    if (uncertain > 0)
      console.error(`Left out: ${uncertain} images that the set calls neither healthy nor abnormal.`);
    if (missing > 0) console.error(`Left out: ${missing} images that are not in the folder.`);
    console.log(`Wrote ${rows.length} images to ${out}.`);
  },
});

function isPublished(name: string): name is PublishedSet {
  return Object.hasOwn(publishedSets, name);
}
