import type { Command } from "../commands.ts";
import type { ImageView } from "./image-view.ts";

const actions: Readonly<Partial<Record<Command, (view: ImageView) => void>>> = {
  "next-image": (view) => view.scroll(1),
  "previous-image": (view) => view.scroll(-1),
  "first-image": (view) => view.goTo(0),
  "last-image": (view) => view.goTo(Number.MAX_SAFE_INTEGER),
  reset: (view) => view.reset(),
  "flip-horizontal": (view) => view.flip("horizontal"),
  "flip-vertical": (view) => view.flip("vertical"),
  rotate: (view) => view.rotate(),
  invert: (view) => view.invert(),
};

/** Does what a command asks of the image; commands about other things do nothing here. */
export function runViewCommand(view: ImageView, command: Command): void {
  actions[command]?.(view);
}
