import { msg } from "@lit/localize";
import type { Plane } from "../layout/layouts.ts";

/** Which of two examinations a viewport shows. */
export type Role = "current" | "prior";

export function planeText(plane: Plane): string {
  switch (plane) {
    case "axial":
      return msg("Axial");
    case "sagittal":
      return msg("Sagittal");
    case "coronal":
      return msg("Coronal");
  }
}

export function roleText(role: Role): string {
  switch (role) {
    case "current":
      return msg("Current");
    case "prior":
      return msg("Prior");
  }
}
