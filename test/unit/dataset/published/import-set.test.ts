import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readIndex } from "../../../../src/dataset/index-csv.ts";
import { importSet, type PublishedSet } from "../../../../src/dataset/published/import-set.ts";
import { markRuns } from "../../../../src/dataset/published/run-length.ts";
import { readFrames } from "../../../../src/dataset/read-frames.ts";
import { readMask } from "../../../../src/dataset/read-mask.ts";
import { DataError } from "../../../../src/errors/index.ts";
import { collect } from "../collect.ts";
import { dicomFile, native } from "../dicom-file.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "residua-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, content: Uint8Array | string): Promise<void> {
  const file = join(root, "set", path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
const png = encode({ width: 8, height: 8, channels: 1, data: Uint8Array.from({ length: 64 }, (_, i) => i) });
const out = () => join(root, "lists/index.csv");
const run = (from: PublishedSet) => importSet({ from, folder: join(root, "set"), out: out() });

/** What the written index says, and that its images are there. */
async function written(...names: string[]): Promise<(string | undefined)[][]> {
  const rows = await readIndex(out());
  expect(await collect(readFrames(rows))).toHaveLength(rows.length);
  return rows.map(({ columns }) => names.map((name) => columns[name]));
}

describe("MURA", () => {
  const study = (split: string, patient: string, result: string) =>
    `MURA-v1.1/${split}/XR_WRIST/${patient}/study1_${result}/`;
  const normal = study("train", "patient00001", "negative");
  const abnormal = study("valid", "patient11185", "positive");

  it("reads studies and image paths, which have no header", async () => {
    await write("train_image_paths.csv", `${normal}image1.png\n${normal}image2.png\n`);
    await write("train_labeled_studies.csv", `${normal},0\n`);
    await write("valid_image_paths.csv", `${abnormal}image1.png\n`);
    await write("valid_labeled_studies.csv", `${abnormal},1\n`);
    for (const path of [`${normal}image1.png`, `${normal}image2.png`, `${abnormal}image1.png`]) {
      await write(path.replace("MURA-v1.1/", ""), png);
    }
    expect(await run("mura")).toMatchObject({ uncertain: 0, missing: 0 });
    expect(await written("patient", "split", "label", "bodyPart")).toEqual([
      ["patient00001", "train", "normal", "wrist"],
      ["patient00001", "train", "normal", "wrist"],
      ["patient11185", "val", "abnormal", "wrist"],
    ]);
  });

  it("refuses paths of another form and paths that lead elsewhere", async () => {
    await write("train_labeled_studies.csv", `${normal},0\n`);
    await write("train_image_paths.csv", "a/b.png\n");
    await expect(run("mura")).rejects.toThrow('"a/b.png" is not a path as MURA has them');
    const elsewhere = "x/../../train/XR_WRIST/patient1/study1_negative/image1.png";
    await write("train_image_paths.csv", `${elsewhere}\n`);
    await expect(run("mura")).rejects.toThrow("leads out of its folder");
  });

  it("says which file is missing", async () => {
    await mkdir(join(root, "set"));
    await expect(run("mura")).rejects.toThrow("holds no train_image_paths.csv of MURA");
    await write("train_image_paths.csv", `${normal}image1.png\n`);
    await expect(run("mura")).rejects.toThrow("train_labeled_studies.csv is missing");
  });
});

describe("CheXpert", () => {
  const header =
    "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices";
  const path = (split: string, patient: number) =>
    `CheXpert-v1.0-small/${split}/patient0000${patient}/study1/view1_frontal.jpg`;

  it("maps present, absent, uncertain and unmentioned findings", async () => {
    const rows = [
      `${path("train", 1)},Female,68,Frontal,AP,1.0,,,,,,,,,0.0,,,,1.0`,
      `${path("train", 2)},Male,87,Frontal,AP,,,-1.0,1.0,,-1.0,,,,,1.0,,,`,
      `${path("train", 3)},Male,50,Lateral,,,,,,,-1.0,,,,,,,,`,
      `${path("train", 4)},Male,50,Lateral,,1.0,,,,,,,,,-1.0,,,,`,
      `${path("train", 5)},Male,50,Frontal,PA,,,,,,,,,,,,,,1.0`,
      `${path("train", 6)},Male,50,Frontal,PA,1.0,,,,,,,,,,,,,`,
    ];
    await write("train.csv", `${header}\n${rows.join("\n")}\n`);
    const zeros = "0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0";
    await write("valid.csv", `${header}\n${path("valid", 7)},Male,73,Frontal,AP,0.0,${zeros}\n`);
    for (const patient of [1, 2, 3, 4, 5]) await write(path("train", patient).replace(/^[^/]+\//, ""), png);
    await write(path("valid", 7).replace(/^[^/]+\//, ""), png);
    expect(await run("chexpert")).toMatchObject({ uncertain: 3, missing: 1 });
    expect(await written("patient", "split", "label", "view", "projection", "findings", "devices")).toEqual([
      ["patient00001", "train", "normal", "frontal", "AP", "", "1"],
      ["patient00002", "train", "abnormal", "frontal", "AP", "Lung Opacity+Pleural Effusion", "0"],
      ["patient00007", "val", "abnormal", "frontal", "AP", "Pneumothorax", "0"],
    ]);
  });

  it("finds labels and images in the batches that the set comes in", async () => {
    const first = "CheXpert-v1.0 batch 1 (validate & csv)";
    const full = (split: string, patient: number) => path(split, patient).replace("-small", "");
    await write(`${first}/train.csv`, `${header}\n${full("train", 1)},Male,50,Frontal,PA,1.0,,,,,,,,,,,,,\n`);
    await write(`${first}/valid.csv`, `${header}\n${full("valid", 7)},Male,50,Frontal,PA,1.0,,,,,,,,,,,,,\n`);
    await write(`${first}/${full("valid", 7).replace("CheXpert-v1.0/", "")}`, png);
    await write(
      `CheXpert-v1.0 batch 3 (train 2)/${full("train", 1).replace("CheXpert-v1.0/train/", "")}`,
      png,
    );
    expect(await run("chexpert")).toMatchObject({ uncertain: 0, missing: 0 });
    expect(await written("patient", "split")).toEqual([
      ["patient00001", "train"],
      ["patient00007", "val"],
    ]);
  });

  it("refuses a file of another form, and images that are not there", async () => {
    await write("train.csv", "a,b\n1,2\n");
    await expect(run("chexpert")).rejects.toThrow(/no column "Path"/);
    await write("train.csv", `${header}\n${path("train", 1)},F,1,Frontal,AP,1.0,,,,,,,,,,,,,\n`);
    await expect(run("chexpert")).rejects.toThrow("None of the images");
    await write("train.csv", `${header}\n"broken\n`);
    await expect(run("chexpert")).rejects.toThrow(DataError);
  });
});

describe("PadChest", () => {
  // The columns of the published file; its first has no name.
  const header =
    ",ImageID,ImageDir,StudyDate_DICOM,StudyID,PatientID,PatientBirth,PatientSex_DICOM,ViewPosition_DICOM,Projection,MethodProjection,Pediatric,Modality_DICOM,Manufacturer_DICOM,PhotometricInterpretation_DICOM,PixelRepresentation_DICOM,PixelAspectRatio_DICOM,SpatialResolution_DICOM,BitsStored_DICOM,WindowCenter_DICOM,WindowWidth_DICOM,Rows_DICOM,Columns_DICOM,XRayTubeCurrent_DICOM,Exposure_DICOM,ExposureInuAs_DICOM,ExposureTime,RelativeXRayExposure_DICOM,ReportID,Report,MethodLabel,Labels,Localizations,LabelsLocalizationsBySentence,labelCUIS,LocalizationsCUIS";
  const line = (i: number, patient: string, projection: string, labels: string) =>
    `${i},${i}.png,0,20140915,s${i},${patient},1930.0,F,POSTEROANTERIOR,${projection},Manual review of DICOM fields,No,CR,ImagingDynamicsCompanyLtd,MONOCHROME${(i % 2) + 1},0,,143,12,2048.0,4096.0,8,8,200.0,1,1800.0,9.0,-1.42,48${i},"sin hallazgos, ""normal"" .",Physician,"${labels}",[],"[['normal']]",[],[]`;

  it("reads lists of labels, and gives each patient one split", async () => {
    const rows = [
      line(0, "p0", "PA", "['normal']"),
      line(1, "p0", "L", "['normal', 'unchanged']"),
      line(2, "p1", "PA", "['pleural effusion', 'cardiomegaly ']"),
      line(3, "p2", "PA", "['normal', 'nodule']"),
      line(4, "p3", "PA", "['exclude']"),
      line(5, "p4", "EXCLUDE", "['normal']"),
      line(6, "p5", "PA", ""),
      line(7, "p6", "AP", "['normal']"),
    ];
    await write(
      "PADCHEST_chest_x_ray_images_labels_160K_01.02.19.csv.gz",
      gzipSync(`${header}\n${rows.join("\n")}\n`),
    );
    for (const i of [0, 1, 2]) await write(`0/${i}.png`, png);
    await write("7.png", png);
    const { rows: all, uncertain, missing } = await run("padchest");
    expect([uncertain, missing]).toEqual([4, 0]);
    expect(await written("patient", "label", "projection", "findings", "photometric")).toEqual([
      ["p0", "normal", "PA", "", "MONOCHROME1"],
      ["p0", "normal", "L", "", "MONOCHROME2"],
      ["p1", "abnormal", "PA", "pleural effusion+cardiomegaly", "MONOCHROME1"],
      ["p6", "normal", "AP", "", "MONOCHROME2"],
    ]);
    expect(all[0]!.split).toBe(all[1]!.split);
    expect(new Set(all.map(({ split }) => split))).toEqual(new Set(["train", "val"]));
  });

  it("refuses a file that is damaged", async () => {
    await write("PADCHEST_labels.csv.gz", gzipSync(`${header}\n`.repeat(200)).subarray(0, 60));
    await expect(run("padchest")).rejects.toThrow("cannot be read as CSV");
  });
});

describe("SIIM-ACR pneumothorax", () => {
  const dicom = (patient: string) =>
    dicomFile({
      x00080060: ["CS", "CR"],
      x00100020: ["LO", patient],
      x00280010: ["US", 8],
      x00280011: ["US", 10],
      ...native(Uint16Array.from({ length: 80 }, (_, i) => i)),
    });

  it("reads run-length masks: steps from the last run's end, down the columns, several to an image", async () => {
    // The published file's second column begins with a space.
    await write(
      "train-rle.csv",
      "ImageId, EncodedPixels\n1.2.1, -1\n1.2.2, 1 2 6 1\n1.2.2, 79 1\n1.2.3, -1\n",
    );
    await write("train-rle-sample.csv", "1.2.9,-1\n");
    await write("dicom-images-train/a/b/1.2.1.dcm", dicom("x"));
    await write("dicom-images-train/c/d/1.2.2.dcm", dicom("y"));
    expect(await run("siim-pneumothorax")).toMatchObject({ uncertain: 0, missing: 1 });
    expect(await written("patient", "label")).toEqual([
      ["x", "normal"],
      ["y", "abnormal"],
    ]);
    const [healthy, sick] = await readIndex(out());
    expect(healthy!.mask).toBeUndefined();
    const { pixels, rows, columns } = await readMask(sick!.mask!);
    expect([rows, columns]).toEqual([8, 10]);
    const marked = Array.from(pixels.keys()).filter((i) => pixels[i] === 1);
    // (row 1, column 0), (2, 0), then 6 steps on (1, 1); the last pixel of all.
    expect(marked.map((i) => [Math.floor(i / 10), i % 10])).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [7, 9],
    ]);
  });

  it("marks what an encoder by the published rule has written, for any mask", () => {
    const size = fc.integer({ min: 1, max: 12 });
    const masks = fc
      .tuple(size, size)
      .chain(([rows, columns]) =>
        fc.tuple(
          fc.constant(rows),
          fc.constant(columns),
          fc.array(fc.constantFrom(0, 1), { minLength: rows * columns, maxLength: rows * columns }),
        ),
      );
    fc.assert(
      fc.property(masks, ([rows, columns, pixels]) => {
        const parts: number[] = [];
        let gap = 0;
        let length = 0;
        for (let column = 0; column < columns; column++) {
          for (let row = 0; row < rows; row++) {
            if (pixels[row * columns + column] === 1) length++;
            else {
              if (length > 0) parts.push(gap, length);
              gap = length > 0 ? 1 : gap + 1;
              length = 0;
            }
          }
        }
        if (length > 0) parts.push(gap, length);
        if (parts.length === 0) return;
        const mask = new Uint8Array(rows * columns);
        markRuns(` ${parts.join(" ")}`, mask, rows, columns);
        expect(Array.from(mask)).toEqual(pixels);
      }),
    );
  });

  it("refuses or marks any text, within the mask", () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.integer({ min: -2, max: 40 })).map((n) => n.join(" ")),
    );
    fc.assert(
      fc.property(text, (runs) => {
        try {
          markRuns(runs, new Uint8Array(30), 5, 6);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });

  it("refuses masks that lead beyond the image or are no numbers", async () => {
    await write("1.2.2.dcm", dicom("y"));
    for (const runs of ["70 11", "1", "a b", "-3 4"]) {
      await write("train-rle.csv", `ImageId,EncodedPixels\n1.2.2,${runs}\n`);
      await expect(run("siim-pneumothorax"), runs).rejects.toThrow(/run-length mask/);
    }
  });
});
