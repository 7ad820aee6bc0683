import { type CommandDef, defineCommand, renderUsage, runCommand, type SubCommandsDef } from "citty";
import packageJson from "../../package.json" with { type: "json" };
import { ResiduaError } from "../errors/index.ts";
import type { CommandData } from "./command.ts";
import { Interrupted, interruptSignal } from "./interrupt.ts";
import { UsageError } from "./usage-error.ts";

/** Loaded when they are called: most commands need TensorFlow.js, and help needs nothing. */
const commands = {
  calibrate: () => import("./commands/calibrate.ts").then((module) => module.default),
  ablate: () => import("./commands/ablate.ts").then((module) => module.default),
  dataset: () => import("./commands/dataset.ts").then((module) => module.default),
  doctor: () => import("./commands/doctor.ts").then((module) => module.default),
  latent: () => import("./commands/latent.ts").then((module) => module.default),
  evaluate: () => import("./commands/evaluate.ts").then((module) => module.default),
  ohif: () => import("./commands/ohif.ts").then((module) => module.default),
  report: () => import("./commands/report.ts").then((module) => module.default),
  score: () => import("./commands/score.ts").then((module) => module.default),
  samples: () => import("./commands/samples.ts").then((module) => module.default),
  triage: () => import("./commands/triage.ts").then((module) => module.default),
  train: () => import("./commands/train.ts").then((module) => module.default),
} as const satisfies SubCommandsDef;

const main = defineCommand({
  meta: {
    name: "residua",
    version: packageJson.version,
    description: "Shows where a radiological image differs from healthy anatomy. Not for diagnostic use.",
  },
  subCommands: commands,
});

/**
 * Runs one command; what goes wrong is said in one sentence on standard error, with `--debug` in full.
 *
 * @returns the exit code: 0, 1 for a failure, 2 for a wrong call, 130 after Ctrl-C
 */
export async function runResidua(rawArgs: readonly string[]): Promise<number> {
  return run(rawArgs).catch((error: unknown) => report(error, rawArgs.includes("--debug")));
}

async function run(rawArgs: readonly string[]): Promise<number> {
  const [name, ...words] = rawArgs;
  if (name === "--version" || name === "-v") {
    console.log(packageJson.version);
    return 0;
  }
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(await renderUsage(main));
    return name === undefined ? 2 : 0;
  }
  if (!isCommand(name)) {
    throw new UsageError(`There is no command "${name}"; there are ${Object.keys(commands).join(", ")}.`);
  }
  const { command, rest } = await innermost(name, (await commands[name]()) as CommandDef, words);
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(await renderUsage(command));
    return 0;
  }
  const { signal, dispose } = interruptSignal();
  try {
    await runCommand(command, { rawArgs: rest, data: { signal } satisfies CommandData });
    return 0;
  } finally {
    dispose();
  }
}

/** A command's own commands are resolved here, since citty does not hand its data on to them. */
async function innermost(
  name: string,
  command: CommandDef,
  words: readonly string[],
): Promise<{ readonly command: CommandDef; readonly rest: string[] }> {
  const { subCommands } = command as { readonly subCommands?: Readonly<Record<string, InnerCommand>> };
  const [inner, ...rest] = words;
  if (!subCommands || inner === "--help" || inner === "-h") return { command, rest: [...words] };
  const choice = Object.entries(subCommands).find(([own]) => own === inner)?.[1];
  if (choice === undefined) {
    throw new UsageError(`Write: residua ${name} ${Object.keys(subCommands).join("|")}; see --help.`);
  }
  return innermost(`${name} ${inner}`, await choice(), rest);
}

type InnerCommand = () => Promise<CommandDef>;

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}

function report(error: unknown, debug: boolean): number {
  const known = error instanceof ResiduaError || error instanceof UsageError || error instanceof Interrupted;
  const isUsage = error instanceof UsageError || (error instanceof Error && error.name === "CLIError");
  if (debug || !(known || isUsage)) console.error(error);
  else console.error((error as Error).message);
  if (error instanceof Interrupted) return 130;
  return isUsage ? 2 : 1;
}
