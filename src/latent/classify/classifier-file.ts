import { z } from "zod";
import { ModelFormatError } from "../../errors/index.ts";
import { parseWith } from "../../scoring/parse-with.ts";
import type { ModelIdentity } from "../../scoring/result.ts";
import { type ClassifierName, classifierNames } from "./classifier.ts";
import { classifiers } from "./classifiers.ts";
import { type FittedPipeline, pipeline } from "./cross-validate.ts";
import { transformationSchema } from "./features.ts";

/** classifier.json: a classifier on a model's latent space. It fits no other model, nor another version of the same. */
export const classifierFileSchema = z.strictObject({
  schema: z.literal("residua-classifier/1"),
  notice: z.literal("Not for diagnostic use"),
  model: z.strictObject({
    id: z.string().min(1),
    version: z.string().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  classNames: z.array(z.string()).min(2).max(100),
  classifier: z.enum(classifierNames),
  /** Images that it was fitted on. */
  images: z.int().positive(),
  transformation: transformationSchema,
  /** By the classifier's own schema. */
  fitted: z.unknown(),
});

export type ClassifierFile = z.infer<typeof classifierFileSchema>;

export interface ClassifierFileParts {
  readonly model: ModelIdentity;
  readonly classNames: readonly string[];
  readonly classifier: ClassifierName;
  readonly pipeline: FittedPipeline;
  readonly images: number;
}

export function classifierFile(parts: ClassifierFileParts): ClassifierFile {
  const { model, classNames, classifier, images } = parts;
  return {
    schema: "residua-classifier/1",
    notice: "Not for diagnostic use",
    model: { ...model },
    classNames: [...classNames],
    classifier,
    images,
    transformation: parts.pipeline.transformation,
    fitted: parts.pipeline.fitted.toJSON(),
  };
}

export interface LoadedClassifier {
  readonly file: ClassifierFile;
  /** @param vectors posterior means, [count][latent]. @returns [count][classes] */
  probabilities(vectors: readonly (readonly number[])[]): number[][];
}

/** @throws ModelFormatError when the file does not follow its schema, or is of another model */
export function loadClassifier(json: unknown, model: ModelIdentity): LoadedClassifier {
  const file = parseWith(classifierFileSchema, json, "classifier.json");
  if (file.model.sha256 !== model.sha256) {
    throw new ModelFormatError(
      `This classifier was fitted on ${file.model.id} ${file.model.version}; it says nothing of codes of ${model.id} ${model.version}. Fit one on this model.`,
      { details: { expected: file.model.sha256, actual: model.sha256 } },
    );
  }
  try {
    const fitted = classifiers[file.classifier].restore(file.fitted);
    return { file, probabilities: pipeline(file.transformation, fitted).probabilities };
  } catch (cause) {
    throw new ModelFormatError("classifier.json: fitted: the numbers are not those of its classifier.", {
      cause,
    });
  }
}
