import { defineCommand } from "citty";
import { diagnosticsJson, diagnosticsText } from "../../diagnostics/diagnostics-text.ts";
import { type Fact, makeDiagnostics } from "../../diagnostics/facts.ts";
import { type CheckedModel, modelFacts } from "../../diagnostics/model-facts.ts";
import { ManifestError } from "../../errors/index.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { installedModels } from "../doctor/installed-models.ts";
import { memoryFacts, processorFacts, processorName, versionFacts } from "../doctor/machine.ts";
import { backendFacts } from "../doctor/timings.ts";
import { toolFacts } from "../doctor/tools.ts";
import { UsageError } from "../usage-error.ts";

const args = {
  json: { type: "boolean", description: "as JSON" },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: {
    name: "residua doctor",
    description: "Say what this machine can do, to paste into a report. No patient data is in it.",
  },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length > 0) throw new UsageError("residua doctor takes no files.");
    const found = await findModels();
    const models = Array.isArray(found) ? await modelFacts(found, signal) : [found as Fact];
    const sound = Array.isArray(found) ? found.find((_, index) => !models[index]!.trouble) : undefined;
    const diagnostics = makeDiagnostics(
      {
        versions: versionFacts(),
        ...(await backendFacts(sound, processorName(), signal)),
        webassembly: processorFacts(),
        memory: memoryFacts(),
        models,
        tools: toolFacts(),
      },
      new Date(),
    );
    console.log(
      values.json ? JSON.stringify(diagnosticsJson(diagnostics), null, 2) : diagnosticsText(diagnostics),
    );
  },
});

/** A broken manifest is what this command is there to tell. */
async function findModels(): Promise<CheckedModel[] | Fact> {
  try {
    return await installedModels();
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return { id: "model", value: error.message, trouble: true };
  }
}
