import { msg } from "@lit/localize";

/** Planes, body parts and contrasts that stand in the reasons; text from a file that is none of these stays as it is. */
export function termText(term: string | number | undefined): string {
  switch (term) {
    case "axial":
      return msg("axial");
    case "coronal":
      return msg("coronal");
    case "sagittal":
      return msg("sagittal");
    case "oblique":
      return msg("oblique");
    case "lateral":
      return msg("lateral");
    case "decubitus":
      return msg("decubitus");
    case "brain":
      return msg("brain");
    case "head":
      return msg("head");
    case "neck":
      return msg("neck");
    case "chest":
      return msg("chest");
    case "abdomen":
      return msg("abdomen");
    case "pelvis":
      return msg("pelvis");
    case "spine":
      return msg("spine");
    case "breast":
      return msg("breast");
    case "heart":
      return msg("heart");
    case "proton density":
      return msg("proton density");
    case "diffusion":
      return msg("diffusion");
    case "susceptibility":
      return msg("susceptibility");
    case "angiography":
      return msg("angiography");
    case "perfusion":
      return msg("perfusion");
    case undefined:
      return "?";
    default:
      return String(term);
  }
}
