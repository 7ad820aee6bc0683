import { cardPath } from "./bundle.ts";
import type { BundleDescription } from "./bundle-schema.ts";

/**
 * Whether a model was evaluated on images with findings before it was given away. Bundles from before bundle.json said
 * so are known by the figures on their card.
 *
 * @param file the bytes of one of the bundle's files
 */
export function wasTested(
  { tested, files }: Pick<BundleDescription, "tested" | "files">,
  file: (path: string) => Uint8Array,
): boolean {
  if (tested !== undefined) return tested.abnormal > 0;
  return cardPath in files && new TextDecoder().decode(file(cardPath)).includes("AUROC");
}
