import type { Command } from "../commands.ts";
import type { Layout } from "./layouts.ts";
import type { Viewports } from "./viewports.ts";

/** A command for each layout. */
export const layoutCommands: readonly (readonly [Command, Layout])[] = [
  ["layout-1x1", "1x1"],
  ["layout-1x2", "1x2"],
  ["layout-2x2", "2x2"],
  ["layout-mpr", "mpr"],
];

const actions: Readonly<Partial<Record<Command, (viewports: Viewports) => void>>> = {
  ...Object.fromEntries(
    layoutCommands.map(([command, layout]) => [
      command,
      (viewports: Viewports) => viewports.setLayout(layout),
    ]),
  ),
  "next-viewport": (viewports) => viewports.step(1),
  "previous-viewport": (viewports) => viewports.step(-1),
  "scroll-together": (viewports) => viewports.toggleScroll(),
  "display-together": (viewports) => viewports.toggleDisplay(),
  "use-crosshairs": (viewports) => viewports.useCrosshairs(),
};

/** Does what a command asks of the layout; commands about other things do nothing here. */
export function runLayoutCommand(viewports: Viewports, command: Command): void {
  actions[command]?.(viewports);
}
