import { msg, str } from "@lit/localize";
import type { CtWindowName, WindowPreset } from "../tools/window-presets.ts";

/** A window's name in the interface's language; a file's explanation is the file's own. */
export function windowText(preset: WindowPreset): string {
  switch (preset.kind) {
    case "ct":
      return ctWindowText(preset.name);
    case "file":
      return preset.explanation || msg(str`Of the file (${preset.number})`);
    case "percentile":
      return msg("1st to 99.5th percentile");
    case "full":
      return msg("Full range");
  }
}

function ctWindowText(name: CtWindowName): string {
  switch (name) {
    case "brain":
      return msg("Brain");
    case "subdural":
      return msg("Subdural");
    case "soft-tissue":
      return msg("Soft tissue (abdomen)");
    case "liver":
      return msg("Liver");
    case "mediastinum":
      return msg("Mediastinum");
    case "lung":
      return msg("Lung");
    case "bone":
      return msg("Bone");
  }
}
