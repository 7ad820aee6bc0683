/** How pixel data is encoded, by transfer syntax (DICOM PS3.5 Annex A, PS3.6 Table A-1). */
export const encodings = {
  "1.2.840.10008.1.2": "native",
  "1.2.840.10008.1.2.1": "native",
  "1.2.840.10008.1.2.1.99": "native",
  "1.2.840.10008.1.2.2": "nativeBigEndian",
  "1.2.840.10008.1.2.5": "rle",
  "1.2.840.10008.1.2.4.50": "jpegBaseline",
  "1.2.840.10008.1.2.4.51": "jpegExtended",
  "1.2.840.10008.1.2.4.53": "jpegExtended",
  "1.2.840.10008.1.2.4.55": "jpegExtended",
  "1.2.840.10008.1.2.4.57": "jpegLossless",
  "1.2.840.10008.1.2.4.70": "jpegLossless",
  "1.2.840.10008.1.2.4.80": "jpegLs",
  "1.2.840.10008.1.2.4.81": "jpegLs",
  "1.2.840.10008.1.2.4.90": "jpeg2000",
  "1.2.840.10008.1.2.4.91": "jpeg2000",
  "1.2.840.10008.1.2.4.201": "htj2k",
  "1.2.840.10008.1.2.4.202": "htj2k",
  "1.2.840.10008.1.2.4.203": "htj2k",
} as const;
export type Encoding = (typeof encodings)[keyof typeof encodings];

export function encodingOf(transferSyntaxUID: string): Encoding | undefined {
  return Object.hasOwn(encodings, transferSyntaxUID)
    ? encodings[transferSyntaxUID as keyof typeof encodings]
    : undefined;
}

export function isNative(encoding: Encoding): boolean {
  return encoding === "native" || encoding === "nativeBigEndian";
}
