import type { EpochRecord, Preset } from "../../training/index.ts";
import { openDatabase } from "../storage/database.ts";
import type { PartCount } from "./patient-split.ts";
import type { PreparedImages } from "./prepared-images.ts";

/** What a run trains: no patient's name and no file's is among it. */
export interface RunPlan {
  readonly preset: Preset;
  readonly training: PartCount;
  readonly calibration: PartCount;
}

export interface RunImages {
  readonly training: PreparedImages;
  readonly calibration: PreparedImages;
  readonly validation?: PreparedImages;
}

/** A run that can be gone on with after the page was closed. */
export interface KeptRun extends RunPlan {
  /** Of the whole epochs done. */
  readonly history: readonly EpochRecord[];
}

/** The one run that is kept in this browser. */
export interface RunStore {
  /** Forgets the run before. Rejects where the browser has no room. */
  begin(plan: RunPlan, images: RunImages): Promise<void>;
  checkpoint(bytes: Uint8Array, history: readonly EpochRecord[]): Promise<void>;
  /** Undefined where there is none, or none with a whole epoch. */
  describe(): Promise<KeptRun | undefined>;
  load(): Promise<{ readonly images: RunImages; readonly checkpoint: Uint8Array } | undefined>;
  clear(): Promise<void>;
}

export function createRunStore(): RunStore {
  const database = openDatabase("residua-training");
  return {
    async begin(plan, images) {
      await database.clear();
      await database.set("images", images);
      await database.set("plan", plan);
    },
    async checkpoint(bytes, history) {
      await database.set("checkpoint", { bytes, history });
    },
    async describe() {
      const plan = (await database.get("plan")) as RunPlan | undefined;
      const checkpoint = (await database.get("checkpoint")) as Checkpoint | undefined;
      return plan && checkpoint && { ...plan, history: checkpoint.history };
    },
    async load() {
      const images = (await database.get("images")) as RunImages | undefined;
      const checkpoint = (await database.get("checkpoint")) as Checkpoint | undefined;
      return images && checkpoint && { images, checkpoint: checkpoint.bytes };
    },
    clear: () => database.clear(),
  };
}

interface Checkpoint {
  readonly bytes: Uint8Array;
  readonly history: readonly EpochRecord[];
}
