import { z } from "zod";
import { layouts } from "../layout/layouts.ts";

const key = "residua-layout";

const settingSchema = z.object({
  layout: z.enum(layouts),
  /** Stacks of one direction are scrolled together. */
  scroll: z.boolean(),
  /** Windows and zooms are kept alike. */
  display: z.boolean(),
});
export type LayoutSetting = z.infer<typeof settingSchema>;

const usual: LayoutSetting = { layout: "1x1", scroll: true, display: false };

/** How the middle of the page was parted last time; one viewport where nothing sound is kept. */
export function keptLayout(): LayoutSetting {
  try {
    return settingSchema.parse(JSON.parse(localStorage.getItem(key) ?? ""));
  } catch {
    return usual;
  }
}

/** Remembers it in this browser; a browser that keeps nothing begins with one viewport each time. */
export function keepLayout(setting: LayoutSetting): void {
  try {
    localStorage.setItem(key, JSON.stringify(setting));
  } catch {
    // Private windows and sandboxed frames of some browsers refuse storage.
  }
}
