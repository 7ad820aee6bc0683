import type { ModalityLut } from "../../src/imaging/index.ts";
import type { HostImage } from "./host.ts";
import { type Attributes, numbers } from "./read-tags.ts";

/**
 * The image's modality LUT where it is a table (DICOM PS3.3 C.11.1.1). The host shows images through it but keeps its
 * pixels as stored.
 */
export function modalityTable(image: HostImage, instance: Attributes): ModalityLut | undefined {
  const shown = image.modalityLUT as { firstValueMapped?: number; lut: ArrayLike<number> } | undefined;
  if (shown) return { firstMapped: shown.firstValueMapped ?? 0, values: shown.lut };
  const [item] = sequence(instance.ModalityLUTSequence);
  const firstMapped = numbers(item?.LUTDescriptor)?.[1];
  const values = entries(item?.LUTData);
  return firstMapped !== undefined && values ? { firstMapped, values } : undefined;
}

/** Binary values are kept as the bytes they came in, alone or in an array of fragments. */
function entries(data: unknown): ArrayLike<number> | undefined {
  const bytes: unknown = Array.isArray(data) && data.length === 1 ? data[0] : data;
  if (bytes instanceof ArrayBuffer && bytes.byteLength % 2 === 0) return new Uint16Array(bytes);
  return numbers(data);
}

function sequence(value: unknown): Attributes[] {
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value : [value as Attributes];
}
