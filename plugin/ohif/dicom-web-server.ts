import type { DicomWebOptions } from "../../src/report/dicom-web.ts";
import type { Host } from "./host-types.ts";

/** How to ask the viewer's own server; undefined for a data source that does not say where its server is. */
export function dicomWebOf(
  { extensionManager, servicesManager }: Host,
  signal: AbortSignal,
): DicomWebOptions | undefined {
  const { qidoRoot, wadoRoot } = extensionManager.getActiveDataSource()[0]?.getConfig?.() ?? {};
  const url = qidoRoot ?? wadoRoot;
  if (!url) return undefined;
  const { userAuthenticationService } = servicesManager.services;
  return { url, signal, headers: () => userAuthenticationService.getAuthorizationHeader() ?? {} };
}
