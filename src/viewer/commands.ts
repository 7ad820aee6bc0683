import { msg } from "@lit/localize";
import { type PrimaryTool, primaryTools } from "./stack/primary-tool.ts";

/** What the page can be told to do by a button or a key. */
export const commands = [
  "toggle-overlay",
  "more-opacity",
  "less-opacity",
  "next-drawing",
  "next-region",
  "previous-region",
  "compare",
  "scan-series",
  "next-flagged",
  "previous-flagged",
  "toggle-truth",
  "next-image",
  "previous-image",
  "first-image",
  "last-image",
  "tool-window-level",
  "tool-pan",
  "tool-zoom",
  "tool-scroll",
  "reset",
  "flip-horizontal",
  "flip-vertical",
  "rotate",
  "invert",
  "language",
  "system",
  "shortcuts",
] as const;
export type Command = (typeof commands)[number];

/** Keys as `KeyboardEvent.key` names them; letters in lower case. */
export const keys: Readonly<Record<Command, readonly string[]>> = {
  "toggle-overlay": ["o"],
  "more-opacity": ["]"],
  "less-opacity": ["["],
  "next-drawing": ["0"],
  "next-region": ["n"],
  "previous-region": ["p"],
  compare: ["c"],
  "scan-series": ["s"],
  "next-flagged": ["f"],
  "previous-flagged": ["d"],
  "toggle-truth": ["m"],
  "next-image": ["ArrowDown"],
  "previous-image": ["ArrowUp"],
  "first-image": ["Home"],
  "last-image": ["End"],
  "tool-window-level": ["1"],
  "tool-pan": ["2"],
  "tool-zoom": ["3"],
  "tool-scroll": ["4"],
  reset: ["r"],
  "flip-horizontal": ["h"],
  "flip-vertical": ["v"],
  rotate: ["t"],
  invert: ["i"],
  language: ["l"],
  system: ["g"],
  shortcuts: ["?"],
};

/** A command's name in the interface's language. */
export function commandText(command: Command): string {
  switch (command) {
    case "toggle-overlay":
      return msg("Show or hide the heatmap");
    case "more-opacity":
      return msg("Heatmap more opaque");
    case "less-opacity":
      return msg("Heatmap less opaque");
    case "next-drawing":
      return msg("Heatmap filled, in outline, or both");
    case "next-region":
      return msg("Next region");
    case "previous-region":
      return msg("Previous region");
    case "compare":
      return msg("Show the image or its reconstruction");
    case "scan-series":
      return msg("Score the whole series, or pause");
    case "next-flagged":
      return msg("Next image above the threshold");
    case "previous-flagged":
      return msg("Previous image above the threshold");
    case "toggle-truth":
      return msg("Show or hide the implanted lesion's outline");
    case "next-image":
      return msg("Next image");
    case "previous-image":
      return msg("Previous image");
    case "first-image":
      return msg("First image");
    case "last-image":
      return msg("Last image");
    case "tool-window-level":
      return msg("Window and level");
    case "tool-pan":
      return msg("Pan");
    case "tool-zoom":
      return msg("Zoom");
    case "tool-scroll":
      return msg("Scroll through images");
    case "reset":
      return msg("Reset the view");
    case "flip-horizontal":
      return msg("Flip left to right");
    case "flip-vertical":
      return msg("Flip top to bottom");
    case "rotate":
      return msg("Rotate by 90°");
    case "invert":
      return msg("Invert grey values");
    case "language":
      return msg("Switch language");
    case "system":
      return msg("Storage and diagnostics");
    case "shortcuts":
      return msg("Keyboard shortcuts");
  }
}

/** A command's key as it is printed on keyboards. */
export function keyLabel(command: Command): string {
  const names: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑" };
  return keys[command].map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join(" / ");
}

/** The tool that a command chooses; undefined for other commands. */
export function toolOf(command: Command): PrimaryTool | undefined {
  return primaryTools.find((tool) => command === `tool-${tool}`);
}
