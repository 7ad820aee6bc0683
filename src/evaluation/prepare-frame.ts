import { NotApplicableError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { prepare } from "../imaging/prepare.ts";
import type { Model } from "../scoring/model.ts";

/** The network's input, or undefined where the preprocessing finds nothing. */
export function tryPrepare(frame: Frame, model: Model): ModelInput | undefined {
  const { preprocessing, input } = model.bundle.description;
  try {
    return prepare(frame, preprocessing, input);
  } catch (error) {
    if (error instanceof NotApplicableError) return undefined;
    throw error;
  }
}
