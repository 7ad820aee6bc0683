import { StoreError } from "../errors/index.ts";
import { text } from "../report/dataset.ts";
import type { DicomWebOptions } from "../report/dicom-web.ts";
import { isObject, type ResultFile } from "../report/result-files.ts";
import { storeObjects } from "../report/store-objects.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError for an address that is none */
export function serverOptions(url: string, signal: AbortSignal): DicomWebOptions {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(
      "--store takes the address of a DICOMweb service, as https://pacs.example/dicom-web.",
    );
  }
  const authorization = process.env.RESIDUA_AUTHORIZATION;
  return {
    url,
    signal,
    headers: () => (authorization ? { Authorization: authorization } : {}),
  };
}

/** Stores the DICOM objects among the files. @throws StoreError that names what the server refused */
export async function storeResults(
  uid: string,
  files: readonly ResultFile[],
  server: DicomWebOptions,
): Promise<void> {
  const objects = files.filter(isObject);
  const { stored, refused, present } = await storeObjects(objects, server);
  console.log(`${uid}: ${stored.length} objects stored, ${present.length} there before`);
  if (refused.length === 0) return;
  const reasons = refused.map(({ SOPInstanceUID, message }) => {
    const object = objects.find(({ dataset }) => text(dataset, "SOPInstanceUID") === SOPInstanceUID);
    return `${object?.name ?? SOPInstanceUID}: ${message}`;
  });
  throw new StoreError(`The server refused ${refused.length} objects: ${reasons.join("; ")}.`);
}
