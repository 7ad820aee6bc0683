import { basename, isAbsolute, relative } from "node:path";

/** A command as it is recorded: without the folders of the machine it ran on. */
export function commandText(args: readonly string[]): string {
  return shellCommand(args.map(displayPath));
}

/** A command to type. */
export function shellCommand(args: readonly string[]): string {
  return `npx residua ${args.map(quote).join(" ")}`;
}

/** A path inside of RESIDUA_DATA begins with that name; of any other one outside of the project the last part is kept. */
export function displayPath(path: string): string {
  const data = process.env.RESIDUA_DATA;
  if (data) {
    const inside = relative(data, path);
    if (inside !== "" && !leadsOut(inside)) return `$RESIDUA_DATA/${inside}`;
  }
  return leadsOut(path) ? basename(path) : path;
}

function leadsOut(path: string): boolean {
  return isAbsolute(path) || path.split(/[\\/]/, 1)[0] === "..";
}

function quote(argument: string): string {
  return /^[\w@%+=:,./$-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
