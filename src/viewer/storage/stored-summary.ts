import type { FindingsArchive, StorageTrouble } from "../../inference/findings-store.ts";

/** What the browser keeps of images. */
export interface StoredSummary {
  /** Images with results, by model: an image that two models scored counts twice. */
  readonly count: number;
  /** Of those, images of the series on the screen. */
  readonly ofSeries: number;
  /** Roughly. */
  readonly bytes: number;
  readonly trouble: StorageTrouble | undefined;
}

/** So many are looked at for their size. */
const sampled = 100;

/** @param images of the series on the screen, by SOP Instance UID */
export async function summariseStored(
  store: FindingsArchive,
  images: ReadonlySet<string>,
): Promise<StoredSummary> {
  const count = await store.count();
  const some = await store.entries(sampled);
  const bytes = some.reduce((sum, entry) => sum + JSON.stringify(entry).length, 0);
  const all = images.size === 0 || some.length === count ? some : await store.entries();
  return {
    count,
    ofSeries: all.filter(({ findings }) => images.has(findings.SOPInstanceUID)).length,
    bytes: some.length === 0 ? 0 : Math.round((bytes / some.length) * count),
    trouble: store.trouble,
  };
}
