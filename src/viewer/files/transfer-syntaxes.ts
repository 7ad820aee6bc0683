/**
 * Transfer syntaxes that Cornerstone's image loader decodes (DICOM PS3.5 section 10). Deflated files (A.5) are not
 * among them: its metadata finds no pixels in one.
 */
const decodable = new Set([
  "1.2.840.10008.1.2",
  "1.2.840.10008.1.2.1",
  "1.2.840.10008.1.2.1.98",
  "1.2.840.10008.1.2.2",
  "1.2.840.10008.1.2.4.50",
  "1.2.840.10008.1.2.4.51",
  "1.2.840.10008.1.2.4.53",
  "1.2.840.10008.1.2.4.55",
  "1.2.840.10008.1.2.4.57",
  "1.2.840.10008.1.2.4.70",
  "1.2.840.10008.1.2.4.80",
  "1.2.840.10008.1.2.4.81",
  "1.2.840.10008.1.2.4.90",
  "1.2.840.10008.1.2.4.91",
  "1.2.840.10008.1.2.4.110",
  "1.2.840.10008.1.2.4.111",
  "1.2.840.10008.1.2.4.112",
  "1.2.840.10008.1.2.4.201",
  "1.2.840.10008.1.2.4.202",
  "1.2.840.10008.1.2.4.203",
  "1.2.840.10008.1.2.5",
  "1.2.840.10008.1.2.8.1",
]);

const native = new Set(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"]);

export function isDecodable(transferSyntax: string): boolean {
  return decodable.has(transferSyntax);
}

/** Whether the pixels lie in the file as they are, so that their length is known beforehand. */
export function isNative(transferSyntax: string): boolean {
  return native.has(transferSyntax);
}
