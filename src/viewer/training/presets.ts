import { type Preset, parsePreset } from "../../training/preset.ts";

const files: Readonly<Record<string, unknown>> = import.meta.glob("../../../assets/presets/*.json", {
  eager: true,
  import: "default",
});

/** The presets that come with Residua, by name. */
export const presets: readonly Preset[] = Object.values(files)
  .map(parsePreset)
  .sort((a, b) => (a.name < b.name ? -1 : 1));
