/** A command that was called wrongly; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws UsageError when the option is given and is no whole number of at least `minimum` */
export function wholeNumber(value: string | undefined, option: string, minimum: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && Number.isSafeInteger(number) && number >= minimum) return number;
  throw new UsageError(`--${option} takes a whole number of at least ${minimum}, not "${value}".`);
}

/** @throws UsageError when the option is given and is no number above 0 */
export function positiveNumber(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new UsageError(`--${option} takes a number above 0, not "${value}".`);
}

/** @throws UsageError when the option is given and is none of `choices` */
export function oneOf<T extends string>(
  value: string | undefined,
  option: string,
  choices: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} takes ${choices.join(", ")}, not "${value}".`);
}
