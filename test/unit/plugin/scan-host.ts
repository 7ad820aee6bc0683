import type { Cornerstone, HostImage } from "../../../plugin/cornerstone/host.ts";
import { ModelDecisions } from "../../../plugin/model-decisions.ts";
import type { ModelProvider } from "../../../plugin/model-provider.ts";
import { type ScanOptions, scan } from "../../../plugin/scan.ts";
import type { Engine, EngineResult, LoadedModel } from "../../../src/inference/engine.ts";
import { makeResult } from "../inference/make-result.ts";

const side = 8;

/** A host with flat images 2 mm apart, and an engine that gives each the score of its number. */
export function scanHost({ broken = [] }: { readonly broken?: readonly string[] } = {}) {
  const scored: string[] = [];
  const metaData = {
    get(type: string, imageId: string): unknown {
      const [series, number] = imageId.split("/");
      switch (type) {
        case "instance":
          return { SOPInstanceUID: `${series}.${number}`, Modality: "MR" };
        case "imagePlaneModule":
          return {
            rowPixelSpacing: 1,
            columnPixelSpacing: 1,
            imageOrientationPatient: [1, 0, 0, 0, 1, 0],
            imagePositionPatient: [0, 0, 2 * Number(number)],
          };
        default:
          return undefined;
      }
    },
  };
  const imageLoader = {
    async loadImage(imageId: string) {
      if (broken.includes(imageId)) throw new Error("cannot be decoded");
      return {
        imageId,
        rows: side,
        columns: side,
        slope: 1,
        intercept: 0,
        color: false,
        getPixelData: () => new Float32Array(side * side).fill(Number(imageId.split("/")[1])),
      } as unknown as HostImage;
    },
  };
  const engine = {
    async score(frame, _model, options): Promise<EngineResult> {
      options?.signal?.throwIfAborted();
      scored.push(frame.SOPInstanceUID);
      return { ...makeResult(1), scores: { anomaly: { value: frame.pixels[0]!, pValue: 0.5 } } };
    },
  } as Engine;
  const model = { identity: makeResult(1).model } as LoadedModel;
  const models: ModelProvider = {
    decisions: new ModelDecisions(),
    choices: () => [],
    loaded: () => model,
    load: async () => model,
  };
  const cornerstone = { metaData, imageLoader } as unknown as Cornerstone;
  return {
    /** SOP Instance UIDs in the order in which they were scored. */
    scored,
    scan: (imageIds: readonly string[], options: ScanOptions = {}) =>
      scan({ cornerstone, engine, models }, imageIds, options),
  };
}

export const imageIdsOf = (count: number) => Array.from({ length: count }, (_, index) => `2.25/${index}`);
