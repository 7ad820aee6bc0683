import type { HostServices } from "./host-types.ts";
import { cornerId } from "./id.ts";
import "./corner-element.ts";

interface OverlayItemContext {
  readonly viewportId: string;
}

/**
 * The score in OHIF's own overlay of each viewport, so that it lies among the host's texts and not over them. The item
 * has to be a React element, and React is the host's: its panel service makes one of a registered component's name.
 */
export function addCornerItem({ customizationService, panelService }: HostServices): void {
  const item = {
    id: cornerId,
    contentF: ({ viewportId }: OverlayItemContext) =>
      panelService.getPanelData([cornerId]).content({ "data-viewport": viewportId }),
  };
  customizationService.setCustomizations({ "viewportOverlay.topRight": { $push: [item] } });
}
