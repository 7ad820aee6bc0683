import type { ArgsDef, CommandContext, ParsedArgs } from "citty";
import { UsageError } from "./usage-error.ts";

/** Options of every command. */
export const sharedArgs = {
  debug: { type: "boolean", description: "show where an error comes from" },
} as const;

/** What `main` hands to every command. */
export interface CommandData {
  readonly signal: AbortSignal;
}

export interface StartedCommand<Args extends ArgsDef> {
  readonly values: ParsedArgs<Args>;
  /** Words that are no option and no option's value. */
  readonly positionals: readonly string[];
  /** What was typed after the command's name. */
  readonly rawArgs: readonly string[];
  readonly signal: AbortSignal;
}

/** @throws UsageError for an option that the command does not have: citty itself lets them pass */
export function startCommand<Args extends ArgsDef>(
  { args, rawArgs, data }: CommandContext<Args>,
  known: Args,
): StartedCommand<Args> {
  for (const [name, value] of Object.entries(args)) {
    if (name === "_") continue;
    const option = kebabCase(name);
    if (!Object.hasOwn(known, option))
      throw new UsageError(`There is no option --${option} here; see --help.`);
    if (known[option]!.type === "string" && value === "") throw new UsageError(`--${option} needs a value.`);
  }
  return { values: args, positionals: args._, rawArgs, signal: (data as CommandData).signal };
}

/** citty gives an option of several words in camel case too. */
function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
