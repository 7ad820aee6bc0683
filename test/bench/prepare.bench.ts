import brainFlair from "../../assets/presets/brain-flair.json" with { type: "json" };
import { prepare } from "../../src/imaging/prepare.ts";
import { parsePreset } from "../../src/training/preset.ts";
import { phantom } from "../fixtures/phantom.ts";
import { alternate } from "./support/alternate.ts";
import type { Bench } from "./support/bench.ts";

/** One copy is too short to be timed by itself. */
const copies = 64;

export default {
  title: "Preparing a 512x512 frame for brain-flair over one copy of its pixels",
  figures: { "prepare.ratio": { unit: "copies" }, "prepare.ms": { unit: "ms" } },
  async run() {
    const frame = phantom({ rows: 512, columns: 512 });
    const { preprocessing, input } = parsePreset(brainFlair);
    const target = new Float32Array(frame.pixels.length);
    const copy = () => {
      for (let count = 0; count < copies; count += 1) target.set(frame.pixels);
    };
    const { ratio, subject } = await alternate(() => prepare(frame, preprocessing, input), copy, {
      pairs: 15,
      calls: 5,
    });
    return { "prepare.ratio": ratio * copies, "prepare.ms": subject };
  },
} as const satisfies Bench;
