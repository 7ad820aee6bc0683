import { msg, str } from "@lit/localize";
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
  "compare-swipe",
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
  "tool-length",
  "tool-bidirectional",
  "tool-angle",
  "tool-ellipse",
  "tool-rectangle",
  "tool-arrow",
  "undo",
  "delete-measurement",
  "delete-measurements",
  "put-away",
  "window-1",
  "window-2",
  "window-3",
  "window-4",
  "window-5",
  "window-6",
  "window-7",
  "window-8",
  "window-9",
  "cine",
  "cine-faster",
  "cine-slower",
  "reset",
  "flip-horizontal",
  "flip-vertical",
  "rotate",
  "invert",
  "layout-1x1",
  "layout-1x2",
  "layout-2x2",
  "layout-mpr",
  "next-viewport",
  "previous-viewport",
  "compare-prior",
  "scroll-together",
  "display-together",
  "use-crosshairs",
  "language",
  "pin-image",
  "report",
  "results",
  "system",
  "shortcuts",
] as const;
export type Command = (typeof commands)[number];

/** Keys as `KeyboardEvent.key` names them; letters in lower case. `ctrl+` is the command key on a Mac too. */
export const keys: Readonly<Record<Command, readonly string[]>> = {
  "toggle-overlay": ["o"],
  "more-opacity": ["]"],
  "less-opacity": ["["],
  "next-drawing": ["shift+o"],
  "next-region": ["n"],
  "previous-region": ["p"],
  compare: ["c"],
  "compare-swipe": ["y"],
  "scan-series": ["s"],
  "next-flagged": ["f"],
  "previous-flagged": ["d"],
  "toggle-truth": ["m"],
  "next-image": ["ArrowDown"],
  "previous-image": ["ArrowUp"],
  "first-image": ["Home"],
  "last-image": ["End"],
  "tool-window-level": ["w"],
  "tool-pan": ["g"],
  "tool-zoom": ["z"],
  "tool-scroll": ["x"],
  "tool-length": ["j"],
  "tool-bidirectional": ["b"],
  "tool-angle": ["a"],
  "tool-ellipse": ["e"],
  "tool-rectangle": ["q"],
  "tool-arrow": ["u"],
  undo: ["ctrl+z"],
  "delete-measurement": ["Delete", "Backspace"],
  "delete-measurements": ["shift+Delete"],
  "put-away": ["Escape"],
  "window-1": ["1"],
  "window-2": ["2"],
  "window-3": ["3"],
  "window-4": ["4"],
  "window-5": ["5"],
  "window-6": ["6"],
  "window-7": ["7"],
  "window-8": ["8"],
  "window-9": ["9"],
  cine: ["k"],
  "cine-faster": ["."],
  "cine-slower": [","],
  reset: ["r"],
  "flip-horizontal": ["h"],
  "flip-vertical": ["v"],
  rotate: ["t"],
  invert: ["i"],
  "layout-1x1": ["shift+q"],
  "layout-1x2": ["shift+w"],
  "layout-2x2": ["shift+e"],
  "layout-mpr": ["shift+m"],
  "next-viewport": ["ArrowRight"],
  "previous-viewport": ["ArrowLeft"],
  "compare-prior": ["shift+p"],
  "scroll-together": ["shift+s"],
  "display-together": ["shift+z"],
  "use-crosshairs": ["shift+x"],
  language: ["l"],
  "pin-image": ["0"],
  report: ["ctrl+p"],
  results: ["ctrl+s"],
  system: ["/"],
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
    case "compare-swipe":
      return msg("Swipe between the image and its reconstruction");
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
    case "tool-length":
      return msg("Measure a length");
    case "tool-bidirectional":
      return msg("Measure two diameters");
    case "tool-angle":
      return msg("Measure an angle");
    case "tool-ellipse":
      return msg("Measure in an ellipse");
    case "tool-rectangle":
      return msg("Measure in a rectangle");
    case "tool-arrow":
      return msg("Arrow with text");
    case "undo":
      return msg("Undo the last measurement or deletion");
    case "delete-measurement":
      return msg("Delete the chosen measurement");
    case "delete-measurements":
      return msg("Delete all measurements of this series");
    case "put-away":
      return msg("Stop measuring");
    case "window-1":
    case "window-2":
    case "window-3":
    case "window-4":
    case "window-5":
    case "window-6":
    case "window-7":
    case "window-8":
    case "window-9":
      return msg(str`Window preset ${windowNumber(command)!}`);
    case "cine":
      return msg("Play the series, or pause");
    case "cine-faster":
      return msg("Play faster");
    case "cine-slower":
      return msg("Play slower");
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
    case "layout-1x1":
      return msg("One viewport");
    case "layout-1x2":
      return msg("Two viewports");
    case "layout-2x2":
      return msg("Four viewports");
    case "layout-mpr":
      return msg("Three planes (MPR)");
    case "next-viewport":
      return msg("Next viewport");
    case "previous-viewport":
      return msg("Previous viewport");
    case "compare-prior":
      return msg("Compare with the prior");
    case "scroll-together":
      return msg("Scroll viewports together");
    case "display-together":
      return msg("Same window and zoom in all viewports");
    case "use-crosshairs":
      return msg("Crosshairs: click to go there in all planes");
    case "language":
      return msg("Switch language");
    case "pin-image":
      return msg("Pin the image for the report, or no longer");
    case "report":
      return msg("Report");
    case "results":
      return msg("Download or send the results");
    case "system":
      return msg("Storage and diagnostics");
    case "shortcuts":
      return msg("Keyboard shortcuts");
  }
}

/** A command's key as it is printed on keyboards. */
export function keyLabel(command: Command): string {
  return keys[command].map((key) => key.split("+").map(printed).join("+")).join(" / ");
}

function printed(key: string): string {
  const names: Readonly<Record<string, string>> = {
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
    Delete: "Del",
    Escape: "Esc",
    Backspace: "⌫",
    ctrl: "Ctrl",
    shift: "Shift",
  };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** The tool that a command chooses; undefined for other commands. */
export function toolOf(command: Command): PrimaryTool | undefined {
  return primaryTools.find((tool) => command === `tool-${tool}`);
}

/** Which of the window presets a command chooses, from 1; undefined for other commands. */
export function windowNumber(command: Command): number | undefined {
  const found = /^window-(\d)$/.exec(command)?.[1];
  return found === undefined ? undefined : Number(found);
}
