import { describe, expect, it } from "vitest";
import type { Frame, FramePlane, FrameTags } from "../../../src/imaging/frame.ts";
import { assessApplicability } from "../../../src/scoring/applicability.ts";
import { applicabilityCodes } from "../../../src/scoring/finding.ts";
import type { ApplicabilityRules } from "../../../src/vae/bundle-schema.ts";
import { modelInput } from "./fixtures.ts";

const brainFlair: ApplicabilityRules = {
  modalities: ["MR"],
  bodyParts: ["head", "brain"],
  plane: "axial",
  contrasts: ["flair"],
  contrastName: "FLAIR",
  foreground: { refuseBelow: 0.05, refuseAbove: 0.9, cautionBelow: 0.15 },
  aspect: { minimum: 0.5, maximum: 1.3 },
};
const chest: ApplicabilityRules = {
  ...brainFlair,
  modalities: ["DX"],
  bodyParts: ["chest"],
  plane: "any",
  contrasts: [],
};

const axial: FramePlane = { position: [0, 0, 0], rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] };
const coronal: FramePlane = { position: [0, 0, 0], rowCosines: [1, 0, 0], columnCosines: [0, 0, -1] };

function frame(tags: FrameTags, plane: FramePlane | null = axial): Frame {
  return {
    pixels: new Float32Array(4),
    rows: 2,
    columns: 2,
    ...(plane ? { plane } : {}),
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "1.2.3",
    frameNumber: 1,
    tags,
  };
}

function assess(
  tags: FrameTags,
  plane: FramePlane | null = axial,
  rules = brainFlair,
): [string, ...string[]] {
  const { outcome, reasons } = assessApplicability(frame(tags, plane), undefined, rules);
  for (const { code, message } of reasons) {
    expect(applicabilityCodes).toContain(code);
    expect(message).toMatch(/^[A-Z0-9].*\.$/);
  }
  return [outcome, ...reasons.map(({ code }) => code)];
}

const flair: FrameTags = { modality: "MR", bodyPartExamined: "BRAIN", seriesDescription: "FLAIR axial" };

describe("the right image", () => {
  it.each<[string, FrameTags]>([
    ["as it should be", flair],
    [
      "in lower case, with spaces",
      { modality: " mr ", bodyPartExamined: "head ", seriesDescription: "ax flair" },
    ],
    ["by a Siemens name", { ...flair, seriesDescription: "t2_tirm_tra_dark-fluid" }],
    ["by another Siemens name", { ...flair, seriesDescription: "t2_tirm dark-fluid" }],
    ["by a glued name", { ...flair, seriesDescription: "Ax T2FLAIR Propeller" }],
    ["by its protocol", { ...flair, seriesDescription: "Axial 4mm", protocolName: "WIP FLAIR_longTR" }],
    ["by its sequence", { modality: "MR", studyDescription: "HEAD", sequenceName: "flair" }],
    [
      "with the body part in the study's description",
      { ...flair, bodyPartExamined: "", studyDescription: "MRT Schädel" },
    ],
    [
      "with the body part in Chinese",
      { modality: "MR", studyDescription: "颅脑平扫", seriesDescription: "t2_flair" },
    ],
    ["as HEADNECK", { ...flair, bodyPartExamined: "HEADNECK" }],
    ["with no real body part", { ...flair, bodyPartExamined: "UNKNOWN", studyDescription: "MRI Kopf" }],
    ["by a Siemens 3D name", { ...flair, seriesDescription: "t2_spc_da-fl_sag_p2_iso" }],
    ["by a Siemens sequence", { modality: "MR", bodyPartExamined: "HEAD", sequenceName: "*spcir_242ns" }],
    ["by a GE name", { ...flair, seriesDescription: "Ax T2 FLAIR FS" }],
    ["by a Philips name", { ...flair, seriesDescription: "sT2W_FLAIR SENSE" }],
    ["by a Chinese name", { ...flair, seriesDescription: "T2压水 轴位" }],
    [
      "by its times",
      { modality: "MR", bodyPartExamined: "HEAD", repetitionTime: 9000, echoTime: 120, inversionTime: 2500 },
    ],
  ])("applies %s", (_, tags) => {
    expect(assess(tags)).toEqual(["applies"]);
  });

  it("may be tilted along the skull base", () => {
    const tilted: FramePlane = { ...axial, columnCosines: [0, 0.99096, 0.134158] };
    expect(assess(flair, tilted)).toEqual(["applies"]);
  });
});

describe("doubt", () => {
  it("warns of another contrast, and says which", () => {
    const tags = {
      modality: "MR",
      seriesDescription: "FSE PD AXIAL OBL",
      protocolName: "CLINICAL BRAIN",
      studyDescription: "BRAIN",
      sequenceName: "fse",
    };
    const { outcome, reasons } = assessApplicability(frame(tags), undefined, brainFlair);
    expect(outcome).toBe("caution");
    expect(reasons).toEqual([
      {
        code: "contrast",
        message: "This looks like proton density; the model was trained on FLAIR.",
        details: { expected: "FLAIR", found: "proton density" },
      },
    ]);
  });

  it.each([
    ["T1 FLAIR AX", "T1"],
    ["t1_mprage_sag", "T1"],
    ["AX T2 FSE", "T2"],
    ["ep2d_diff_3scan_trace_ADC", "diffusion"],
    ["t2_stir", "STIR"],
    ["SWI_Images", "susceptibility"],
  ])("takes %s for %s", (seriesDescription, found) => {
    const { reasons } = assessApplicability(frame({ ...flair, seriesDescription }), undefined, brainFlair);
    expect(reasons.map(({ details }) => details.found)).toEqual([found]);
  });

  it("goes by the series before the protocol, which may list all of them", () => {
    const tags = { ...flair, seriesDescription: "Ax T1", protocolName: "Brain T1 T2 FLAIR" };
    expect(assess(tags)).toEqual(["caution", "contrast"]);
  });

  it("warns of what the image does not say", () => {
    expect(assess({ modality: "MR" }, null)).toEqual([
      "caution",
      "body-part-unknown",
      "plane-unknown",
      "contrast-unknown",
    ]);
    expect(assess({ ...flair, modality: "" })).toEqual(["caution", "modality-unknown"]);
    expect(assess({ ...flair, seriesDescription: "L2-T12 series" })).toEqual(["caution", "contrast-unknown"]);
  });
});

describe("the wrong image", () => {
  it.each<[string, FrameTags, string]>([
    ["CT", { ...flair, modality: "CT" }, "modality"],
    ["a chest", { ...flair, bodyPartExamined: "CHEST" }, "body-part"],
    ["an unheard-of body part", { ...flair, bodyPartExamined: "FLANK" }, "body-part"],
    ["an abdomen by its description", { modality: "MR", studyDescription: "abdomen^liver" }, "body-part"],
    ["a shoulder by its description", { modality: "MR", studyDescription: "SHOULDER" }, "body-part"],
    ["a localizer", { ...flair, imageType: ["ORIGINAL", "PRIMARY", "LOCALIZER"] }, "localizer"],
  ])("refuses %s", (_, tags, code) => {
    expect(assess(tags)).toEqual(["refused", code]);
  });

  it("refuses another plane", () => {
    expect(assess(flair, coronal)).toEqual(["refused", "plane"]);
  });

  it("gives only the reasons for refusing, and cuts hostile text short", () => {
    const tags = { modality: "X".repeat(5000), bodyPartExamined: "\u0000<script>" };
    const { outcome, reasons } = assessApplicability(frame(tags), undefined, brainFlair);
    expect(outcome).toBe("refused");
    expect(reasons.map(({ code }) => code)).toEqual(["modality", "body-part"]);
    expect(reasons[0]!.message.length).toBeLessThan(200);
  });
});

describe("a chest model", () => {
  it.each([
    ["DX", "CHEST"],
    ["CR", "Thorax"],
    ["dx", "CHEST PA"],
  ])("takes %s of %s, whatever the plane", (modality, bodyPartExamined) => {
    expect(assess({ modality, bodyPartExamined }, null, chest)).toEqual(["applies"]);
  });

  it("refuses a brain, and a chest CT", () => {
    expect(assess(flair, axial, chest)).toEqual(["refused", "modality", "body-part"]);
    expect(assess({ modality: "CT", bodyPartExamined: "CHEST" }, axial, chest)).toEqual([
      "refused",
      "modality",
    ]);
  });
});

describe("the plane", () => {
  const lying = (degrees: number): FramePlane => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return { ...axial, rowCosines: [cos, sin, 0], columnCosines: [-sin, cos, 0] };
  };

  it.each([
    [0, ["applies"]],
    [-12, ["applies"]],
    [33, ["caution", "turned"]],
    [90, ["refused", "turned"]],
    [-90, ["refused", "turned"]],
    [180, ["refused", "turned"]],
  ])("turned by %d degrees", (degrees, expected) => {
    expect(assess(flair, lying(degrees))).toEqual(expected);
  });

  it("may be mirrored, or named by nothing but the description of a survey", () => {
    expect(assess(flair, { ...axial, rowCosines: [-1, 0, 0] })).toEqual(["applies"]);
    expect(assess({ ...flair, seriesDescription: "FLAIR, quality survey" })).toEqual(["applies"]);
  });
});

describe("what no model is for", () => {
  it.each<[string, FrameTags, string[]]>([
    ["a phantom by its body part", { ...flair, bodyPartExamined: "HEAD PHANTOM" }, ["refused", "phantom"]],
    ["a phantom by its study", { ...flair, studyDescription: "ACR Phantom QA" }, ["refused", "phantom"]],
    ["a survey", { ...flair, seriesDescription: "Survey_SHC" }, ["refused", "localizer"]],
    ["a scout", { ...flair, seriesDescription: "AAHead_Scout" }, ["refused", "localizer"]],
    ["an operation", { ...flair, studyDescription: "MRI brain post-op" }, ["caution", "post-operative"]],
    [
      "an operation in German",
      { ...flair, studyDescription: "Schädel Z.n. Resektion" },
      ["caution", "post-operative"],
    ],
  ])("%s", (_, tags, expected) => {
    expect(assess(tags)).toEqual(expected);
  });
});

describe("a radiograph's view", () => {
  const frontal = { ...chest, views: ["PA", "AP"] };
  const radiograph = { modality: "DX", bodyPartExamined: "CHEST" };

  it.each<[string, FrameTags, string[]]>([
    ["PA", { ...radiograph, viewPosition: "PA" }, ["applies"]],
    ["AP", { ...radiograph, viewPosition: "AP" }, ["applies"]],
    ["an unnamed one", radiograph, ["applies"]],
    ["a frontal one", { ...radiograph, seriesDescription: "Thorax frontal" }, ["applies"]],
    ["one of several", { ...radiograph, seriesDescription: "CHEST PA/LAT" }, ["applies"]],
    ["LL", { ...radiograph, viewPosition: "LL" }, ["refused", "view"]],
    ["RLD", { ...radiograph, viewPosition: "RLD" }, ["refused", "view"]],
    ["LAT by its series", { ...radiograph, seriesDescription: "CXR LAT" }, ["refused", "view"]],
    ["a German one", { ...radiograph, seriesDescription: "Thorax seitlich" }, ["refused", "view"]],
    ["a Chinese one", { ...radiograph, seriesDescription: "胸部侧位" }, ["refused", "view"]],
  ])("%s", (_, tags, expected) => {
    expect(assess(tags, null, frontal)).toEqual(expected);
  });

  it("is any where the bundle names none", () => {
    expect(assess({ ...radiograph, viewPosition: "LL" }, null, chest)).toEqual(["applies"]);
  });
});

describe("the prepared input", () => {
  it.each([
    [0.4, 0.8, ["applies"]],
    [0.01, 0.8, ["refused", "foreground-small"]],
    [0.95, 0.8, ["refused", "foreground-large"]],
    [0.1, 0.8, ["caution", "foreground-caution"]],
    [0.4, 2, ["refused", "aspect"]],
    [0.4, Number.NaN, ["refused", "aspect"]],
  ])("with %d foreground and aspect %d", (foreground, aspect, expected) => {
    const input = modelInput(4, 4, { statistics: { foreground, aspect } });
    const { outcome, reasons } = assessApplicability(frame(flair), input, brainFlair);
    expect([outcome, ...reasons.map(({ code }) => code)]).toEqual(expected);
  });
});
