import { describe, expect, it } from "vitest";
import type { Frame } from "../../../src/imaging/frame.ts";
import { type DicomDataset, items } from "../../../src/report/dataset.ts";
import { readDicomFile, writeDicomFile } from "../../../src/report/dicom-file.ts";
import { createPicture } from "../../../src/report/key-images/picture.ts";
import { drawText, textWidth, wrapText } from "../../../src/report/key-images/pixel-text.ts";
import type { ReportImage } from "../../../src/report/report-image.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";
import { inspect, validator } from "./validators.ts";

const [rows, columns] = [96, 80];
const maps = [
  boxMap(rows, columns, { row: 10, column: 12 }, 2),
  boxMap(rows, columns, { row: 40, column: 50 }, 3),
];

/** A ramp from left to right: level 0 in the first column, 255 in the last. */
function frameOf({ frameNumber }: ReportImage): Frame {
  return {
    pixels: Float32Array.from({ length: rows * columns }, (_, index) => index % columns),
    rows,
    columns,
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "",
    frameNumber,
    tags: {},
  };
}

const window = { WindowCenter: (columns - 1) / 2, WindowWidth: columns - 1 };

async function keyImagesOf(images: readonly ReportImage[]): Promise<readonly DicomDataset[]> {
  const pixelsOf = async (image: ReportImage) => frameOf(image);
  return (await makeSeriesReport({ ...writing, images, pixelsOf })).keyImages;
}

function pixel(dataset: DicomDataset, x: number, y: number): number[] {
  const bytes = new Uint8Array(dataset.PixelData as ArrayBuffer);
  return [...bytes.subarray(3 * (y * Number(dataset.Columns) + x)).subarray(0, 3)];
}

/** Whether a text stands somewhere in the picture, in white or the headline's colour. */
function findText(dataset: DicomDataset, text: string, scale: number, colour: number[]): boolean {
  const width = textWidth(text, scale) - scale;
  const height = 7 * scale;
  const drawn = createPicture(width, height);
  drawText(drawn, text, { x: 0, y: 0, scale, colour: [255, 255, 255] });
  const data = new Uint8Array(dataset.PixelData as ArrayBuffer);
  const [across, down] = [Number(dataset.Columns), Number(dataset.Rows)];
  const isLit = (x: number, y: number) =>
    colour.every((value, channel) => data[3 * (y * across + x) + channel] === value);
  for (let top = 0; top <= down - height; top++) {
    for (let left = 0; left <= across - width; left++) {
      let same = true;
      for (let index = 0; same && index < width * height; index++) {
        const lit = isLit(left + (index % width), top + Math.floor(index / width));
        same = lit === (drawn.data[3 * index] === 255);
      }
      if (same) return true;
    }
  }
  return false;
}

const white = [255, 255, 255];
const yellow = [255, 209, 102];

describe("key images", () => {
  it("are those where regions peak, highest first, with the image enlarged and the heatmap over it", async () => {
    const written = await keyImagesOf(stackOf({ rows, columns, maps, attributes: window }));
    expect(
      written.map(({ SourceImageSequence, InstanceNumber }) => [
        (SourceImageSequence as DicomDataset[])[0]!.ReferencedSOPInstanceUID,
        InstanceNumber,
      ]),
    ).toEqual([
      ["2.25.1001", 1],
      ["2.25.1000", 2],
    ]);
    const [first] = written;
    // 80 columns become 560.
    expect(first!.Columns).toBe(7 * columns);
    expect((first!.PixelSpacing as string[]).map((mm) => 7 * Number(mm))).toEqual([
      expect.closeTo(0.9, 9),
      expect.closeTo(0.8, 9),
    ]);
    // The ramp: a pixel of the middle of a column far from the region has its grey.
    for (const column of [0, 20, 60, 79]) {
      const [red, green, blue] = pixel(first!, 7 * column + 3, 3);
      expect([red, green]).toEqual([green, blue]);
      expect(red).toBeCloseTo((255 * column) / (columns - 1), -0.5);
    }
    const [red, , blue] = pixel(first!, 7 * 51 + 3, 7 * 41 + 3);
    expect(red! - blue!).toBeGreaterThan(40);
    // The outline runs through the outermost pixels of the region.
    expect(pixel(first!, 7 * 50, 7 * 41 + 3)).toEqual(yellow);
    expect(pixel(first!, 7 * 53 - 1, 7 * 41 + 3)).toEqual(yellow);
  });

  it("say in their pixels what made them, and that they are not for diagnostic use", async () => {
    const [dataset] = await keyImagesOf(stackOf({ rows, columns, maps, attributes: window }));
    expect(findText(dataset!, "Not for diagnostic use", 2, yellow)).toBe(true);
    expect(findText(dataset!, "Residua 0.1.0, model brain-flair 0.2.0", 1, white)).toBe(true);
    expect(findText(dataset!, "Image 2. Anomaly score 2.000, p 0.0070.", 1, white)).toBe(true);
    const hash = wrapText(`SHA-256 ${writing.model.identity.sha256}`, 552, 1);
    for (const line of hash) expect(findText(dataset!, line, 1, white)).toBe(true);
    expect(findText(dataset!, "20 mm", 1, white)).toBe(true);
    expect(findText(dataset!, "Not for diagnostic abuse", 2, yellow)).toBe(false);
  });

  it("have the same pixels whoever the patient is", async () => {
    const attributes = [
      { ...window },
      {
        ...window,
        PatientName: [{ Alphabetic: "Somebody^Else" }],
        PatientID: "X-9",
        PatientBirthDate: "19010101",
        PatientSex: "M",
        StudyDate: "19990909",
        AccessionNumber: "ACC",
        StudyID: "ID",
        InstitutionName: "Somewhere",
        OperatorsName: "Someone",
        StationName: "STATION",
        SeriesDescription: "Name of somebody",
        StudyDescription: "Name of somebody",
      },
    ];
    const [one, other] = await Promise.all(
      attributes.map((change) => keyImagesOf(stackOf({ rows, columns, maps, attributes: change }))),
    );
    expect(other!.map(({ PixelData }) => PixelData)).toEqual(one!.map(({ PixelData }) => PixelData));
  });

  it("are marked as derived, with their sources, and carry on what the source says of its pixels", async () => {
    const marked = async (attributes: DicomDataset) =>
      (await keyImagesOf(stackOf({ rows, columns, maps, attributes: { ...window, ...attributes } })))[0]!;
    const plain = await marked({});
    expect(plain).toMatchObject({
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.7",
      ImageType: ["DERIVED", "SECONDARY"],
      ConversionType: "WSD",
      PhotometricInterpretation: "RGB",
      PatientOrientation: ["L", "P"],
      LossyImageCompression: "00",
    });
    expect(plain.DerivationDescription).toContain("burned into the pixels");
    expect(items(plain, "DerivationCodeSequence").map(({ CodeValue }) => CodeValue)).toEqual([
      "113085",
      "113076",
    ]);
    expect(plain.ImageComments).toContain(writing.model.identity.sha256);
    // Nobody is named by what is written here; what the source's own pixels say only it can know.
    expect(plain.BurnedInAnnotation).toBe("YES");
    expect((await marked({ BurnedInAnnotation: "NO" })).BurnedInAnnotation).toBe("NO");
    expect((await marked({ BurnedInAnnotation: "YES" })).BurnedInAnnotation).toBe("YES");
    expect(await marked({ LossyImageCompression: "01", LossyImageCompressionRatio: 9 })).toMatchObject({
      LossyImageCompression: "01",
      LossyImageCompressionRatio: 9,
    });
  });

  it("show the image that scores highest where there is no region", async () => {
    const images = stackOf({
      rows,
      columns,
      maps: [new Float32Array(rows * columns), new Float32Array(rows * columns)],
    });
    const higher = { ...images[1]!.result, scores: { anomaly: { value: 9, pValue: 0.01 } } };
    const written = await keyImagesOf([images[0]!, { ...images[1]!, result: higher }]);
    expect(written).toHaveLength(1);
    expect(findText(written[0]!, "Image 2. Anomaly score 9.000, p 0.010. No region above 1", 1, white)).toBe(
      true,
    );
  });

  it("keep low values bright where the source does, and padding dark", async () => {
    const images = stackOf({ rows, columns, maps, attributes: window });
    const padding = new Uint8Array(rows * columns);
    padding[0] = 1;
    const pixelsOf = async (image: ReportImage): Promise<Frame> => ({
      ...frameOf(image),
      photometricInterpretation: "MONOCHROME1",
      padding,
    });
    const [dataset] = (await makeSeriesReport({ ...writing, images, pixelsOf })).keyImages;
    expect(pixel(dataset!, 0, 0)).toEqual([0, 0, 0]);
    expect(pixel(dataset!, 7 * 2 + 3, 7 * 20)[0]).toBeGreaterThan(240);
    expect(pixel(dataset!, 7 * 79 + 3, 7 * 20)[0]).toBeLessThan(10);
  });

  const dciodvfy = validator("dciodvfy");
  it.skipIf(dciodvfy.missing)(`have no error that dciodvfy finds${dciodvfy.note}`, async () => {
    const [dataset] = await keyImagesOf(stackOf({ rows, columns, maps, attributes: window }));
    const said = inspect("dciodvfy", writeDicomFile(dataset!));
    expect(said).toContain("SCImage");
    expect(said).not.toMatch(/^Error/m);
  });

  const dcm2xml = validator("dcm2xml");
  it.skipIf(dcm2xml.missing)(
    `are read by dcm2xml, and back with the same pixels${dcm2xml.note}`,
    async () => {
      const [dataset] = await keyImagesOf(stackOf({ rows, columns, maps, attributes: window }));
      const bytes = writeDicomFile(dataset!);
      expect(inspect("dcm2xml", bytes)).toContain(">DERIVED\\SECONDARY<");
      const read = readDicomFile(bytes);
      expect([read.PixelData].flat()[0]).toEqual(dataset!.PixelData);
    },
  );
});
