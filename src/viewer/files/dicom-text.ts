import type { DataSet } from "dicom-parser";

/** Specific Character Set (PS3.3 C.12.1.1.2) to the names of the Encoding standard; ISO 2022 escapes are not followed. */
const encodings: Readonly<Record<string, string>> = {
  "ISO_IR 100": "iso-8859-1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 166": "tis-620",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};

/** Longer text is cut: nothing the page shows needs more. */
const maximumBytes = 1024;

/** A text attribute in the file's character set, trimmed and on one line; empty when it is missing. */
export function dicomText(data: DataSet, tag: string): string {
  const element = data.elements[tag];
  if (element === undefined || element.length === 0) return "";
  const end = Math.min(element.dataOffset + Math.min(element.length, maximumBytes), data.byteArray.length);
  const bytes = data.byteArray.subarray(element.dataOffset, end);
  const set = data.string("x00080005")?.split("\\").at(-1)?.trim() ?? "";
  return new TextDecoder(encodings[set] ?? "windows-1252")
    .decode(bytes)
    .replace(/\p{Cc}+/gu, " ")
    .trim();
}

/** A person's name as people read it: the first of its representations, without the carets (PS3.5 6.2.1). */
export function personName(text: string): string {
  return text.split("=")[0]!.split("^").filter(Boolean).join(" ").trim();
}
