import type { PixelPoint } from "../imaging/affine.ts";
import { type Code, codeItem } from "./codes.ts";
import { type DicomDataset, decimal } from "./dataset.ts";

/** How an item belongs to the one that holds it (DICOM PS3.3 C.17.3.2.4). */
export type Relationship =
  | "CONTAINS"
  | "HAS CONCEPT MOD"
  | "HAS OBS CONTEXT"
  | "INFERRED FROM"
  | "SELECTED FROM";

type Item = DicomDataset;

export function containerItem(
  relationship: Relationship,
  concept: Code,
  content: readonly Item[],
  template?: string,
): Item {
  return {
    RelationshipType: relationship,
    ...container(concept, content, template),
  };
}

/** A container without a relationship: the root of the document. */
export function container(concept: Code, content: readonly Item[], template?: string): Item {
  return {
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [codeItem(concept)],
    ContinuityOfContent: "SEPARATE",
    ...(template === undefined
      ? {}
      : { ContentTemplateSequence: [{ MappingResource: "DCMR", TemplateIdentifier: template }] }),
    ContentSequence: content,
  };
}

export function codeContent(relationship: Relationship, concept: Code, value: Code): Item {
  return { ...head(relationship, "CODE", concept), ConceptCodeSequence: [codeItem(value)] };
}

export function textContent(relationship: Relationship, concept: Code, value: string): Item {
  return { ...head(relationship, "TEXT", concept), TextValue: value };
}

export function uidContent(relationship: Relationship, concept: Code, value: string): Item {
  return { ...head(relationship, "UIDREF", concept), UID: value };
}

export interface NumberContent {
  readonly concept: Code;
  readonly value: number;
  readonly unit: Code;
  readonly content?: readonly Item[];
}

export function numberContent({ concept, value, unit, content = [] }: NumberContent): Item {
  return {
    ...head("CONTAINS", "NUM", concept),
    MeasuredValueSequence: [{ NumericValue: decimal(value), MeasurementUnitsCodeSequence: [codeItem(unit)] }],
    ...(content.length > 0 ? { ContentSequence: content } : {}),
  };
}

/** @param reference SOP class and instance, frames or segment */
export function imageContent(
  relationship: Relationship,
  concept: Code | undefined,
  reference: DicomDataset,
): Item {
  return {
    RelationshipType: relationship,
    ValueType: "IMAGE",
    ...(concept ? { ConceptNameCodeSequence: [codeItem(concept)] } : {}),
    ReferencedSOPSequence: [reference],
  };
}

/** DICOM PS3.3 C.18.6.1.2; a polyline is written closed. */
export type Graphic = "POINT" | "MULTIPOINT" | "POLYLINE";

export interface Outline {
  readonly graphic: Graphic;
  /** Pixels of the image; whole numbers are pixel centres. */
  readonly points: readonly PixelPoint[];
  /** SOP class and instance, and the frame where there are several. */
  readonly image: DicomDataset;
}

/** A place on an image (DICOM PS3.3 C.18.6). */
export function outlineContent(relationship: Relationship, concept: Code, outline: Outline): Item {
  const { graphic, points, image } = outline;
  const written = graphic === "POLYLINE" ? [...points, points[0]!] : points;
  return {
    ...head(relationship, "SCOORD", concept),
    GraphicType: graphic,
    // The standard counts from the corner of the first pixel.
    GraphicData: written.flatMap(({ column, row }) => [column + 0.5, row + 0.5]),
    ContentSequence: [imageContent("SELECTED FROM", undefined, image)],
  };
}

function head(relationship: Relationship, valueType: string, concept: Code): Item {
  return {
    RelationshipType: relationship,
    ValueType: valueType,
    ConceptNameCodeSequence: [codeItem(concept)],
  };
}
