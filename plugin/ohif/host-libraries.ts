import { ViewportError } from "../../src/errors/index.ts";
import type { Host, HostLibraries } from "./host-types.ts";

interface UtilityModule {
  readonly exports?: { getCornerstoneLibraries?(): HostLibraries };
}

/**
 * OHIF's own Cornerstone, as its Cornerstone extension hands it out.
 *
 * @throws ViewportError where the mode has no Cornerstone viewports
 */
export function hostLibraries({ extensionManager }: Host): HostLibraries {
  const entry = extensionManager.getModuleEntry("@ohif/extension-cornerstone.utilityModule.common");
  const libraries = (entry as UtilityModule | undefined)?.exports?.getCornerstoneLibraries?.();
  if (!libraries) {
    throw new ViewportError(
      "This mode of the viewer does not use Cornerstone, so there is nothing to draw on.",
    );
  }
  return libraries;
}
