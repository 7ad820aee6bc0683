import * as tools from "@cornerstonejs/tools";
import { type MeasureTool, measureTools } from "../stack/primary-tool.ts";
import { measurementLines } from "../texts/measurement-text.ts";
import { forgetStep } from "./measure-history.ts";
import { measuredValues } from "./measured-values.ts";
import { askText } from "./text-prompt.ts";

const classes = {
  length: tools.LengthTool,
  bidirectional: tools.BidirectionalTool,
  angle: tools.AngleTool,
  ellipse: tools.EllipticalROITool,
  rectangle: tools.RectangleROITool,
  arrow: tools.ArrowAnnotateTool,
} as const satisfies Record<MeasureTool, { readonly toolName: string }>;

/** Cornerstone's names of the tools. */
export const measureToolNames: Readonly<Record<MeasureTool, string>> = {
  length: classes.length.toolName,
  bidirectional: classes.bidirectional.toolName,
  angle: classes.angle.toolName,
  ellipse: classes.ellipse.toolName,
  rectangle: classes.rectangle.toolName,
  arrow: classes.arrow.toolName,
};

/** The tool of an annotation; undefined for what other tools have drawn. */
export function measureToolOf(toolName: string): MeasureTool | undefined {
  return measureTools.find((tool) => measureToolNames[tool] === toolName);
}

/** Makes Cornerstone know the tools; once a page. */
export function registerMeasureTools(): void {
  for (const tool of measureTools) tools.addTool(classes[tool]);
}

interface AnnotationData {
  readonly cachedStats?: unknown;
}

const statistics = {
  getTextLines: (data: AnnotationData, targetIds: string | readonly string[]) => {
    const values = measuredValues(data.cachedStats, targetIds);
    return values && measurementLines(values);
  },
};

type Done = (text: string | undefined) => void;

const arrow = {
  getTextCallback: (done: Done) =>
    void askText("").then((text) => {
      done(text);
      if (!text) forgetStep((id) => tools.annotation.state.getAnnotation(id) === undefined);
    }),
  changeTextCallback: (
    annotation: { readonly data?: { readonly label?: string } },
    _: unknown,
    done: Done,
  ) => {
    const before = annotation.data?.label ?? "";
    void askText(before).then((text) => done(text || before));
  },
};

/** Adds the tools to a group; none of them is active yet. */
export function addMeasureTools(group: tools.Types.IToolGroup): void {
  for (const tool of measureTools) {
    group.addTool(measureToolNames[tool], tool === "arrow" ? arrow : statistics);
  }
}
