import type { HostDataSource } from "./host-types.ts";

/**
 * Lets the viewer fetch series that it does not know yet, as it does when it opens a study: it lists them, and opens
 * them without a reload. It fetches a study once in a stay and remembers that it has; before and after, that is
 * forgotten, so that the whole study is fetched when it is opened again.
 */
export async function refreshStudy(
  dataSource: HostDataSource,
  StudyInstanceUID: string,
  seriesInstanceUIDs: readonly string[],
): Promise<void> {
  forget(dataSource, StudyInstanceUID);
  await dataSource.retrieve?.series?.metadata?.({
    StudyInstanceUID,
    filters: { seriesInstanceUID: seriesInstanceUIDs },
  });
  forget(dataSource, StudyInstanceUID);
}

function forget(dataSource: HostDataSource, study: string): void {
  dataSource.deleteStudyMetadataPromise?.(study);
  // OHIF 3.12 and later keep it under the data source's name too, and delete it under the key alone.
  const name = dataSource.getConfig?.()?.name;
  dataSource.deleteStudyMetadataPromise?.(`${name}:${study}`);
}
