/** Asks the user for the text of an arrow; undefined when they think better of it. */
export type TextPrompt = (current: string) => Promise<string | undefined>;

let prompt: TextPrompt = async () => undefined;

/** Cornerstone's tools are made before there is a page to ask on. */
export function setTextPrompt(ask: TextPrompt): void {
  prompt = ask;
}

export function askText(current: string): Promise<string | undefined> {
  return prompt(current);
}
