import { sharedArgs } from "../command.ts";

/** Options of every use of the latent space. */
export const modelArgs = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  out: { type: "string", required: true, valueHint: "FOLDER", description: "folder for the results" },
  seed: { type: "string", valueHint: "N", description: "fixes what is drawn at random (default: 1)" },
  ...sharedArgs,
} as const;

/** Which images. */
export const imageArgs = {
  data: {
    type: "string",
    required: true,
    valueHint: "INDEX|FOLDER",
    description: "index.csv, or a folder that holds one or images (DICOM, NIfTI, PNG, JPEG)",
  },
  split: { type: "string", valueHint: "NAME", description: "only rows of this split" },
  where: {
    type: "string",
    valueHint: "EXPR",
    description: 'only rows where this holds, as "position>=0.3,foreground>0.15"',
  },
  ...modelArgs,
} as const;
