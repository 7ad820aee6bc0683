import type { BackendName } from "../engine.ts";

/** A TensorFlow.js backend that has been started in this worker. */
export interface RunningBackend {
  readonly name: BackendName;
  /** GPU or CPU as the browser names it. */
  readonly device: string;
  /** Makes it the one that operations run on. */
  use(): Promise<void>;
  /** True once the GPU has taken the context away. */
  isLost(): boolean;
  /** Frees its memory; tensors that are still on it are gone. */
  stop(): void;
}
