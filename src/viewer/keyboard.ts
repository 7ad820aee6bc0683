import { type Command, commands, keys } from "./commands.ts";

/** Elements that use letters or arrows themselves while they have the focus. */
const ownsLetters =
  "input:not([type=checkbox]), textarea, select, wa-select, wa-dropdown-item, [contenteditable], [role=textbox]";
const ownsArrows = `${ownsLetters}, wa-slider, [role=slider], [role=listbox], [role=menu]`;

/** The command that a key press means for the page; undefined where it belongs to something else. */
export function commandOfKey(event: KeyboardEvent): Command | undefined {
  if ((event.defaultPrevented && !isFromStage(event)) || event.altKey || event.isComposing) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const command = pressed(event, key);
  if (command === undefined) return undefined;
  const owner = key.length > 1 ? ownsArrows : ownsLetters;
  const taken = event
    .composedPath()
    .some((target) => target instanceof Element && (target.matches(owner) || target.matches("dialog[open]")));
  return taken ? undefined : command;
}

function pressed({ ctrlKey, metaKey, shiftKey }: KeyboardEvent, key: string): Command | undefined {
  const find = (name: string) => commands.find((candidate) => keys[candidate].includes(name));
  if (ctrlKey || metaKey) return shiftKey ? undefined : find(`ctrl+${key}`);
  return (shiftKey && find(`shift+${key}`)) || find(key);
}

/** Cornerstone's tools prevent the default of every key on the image, whether they have a use for it or not. */
function isFromStage(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.matches(".stage");
}
