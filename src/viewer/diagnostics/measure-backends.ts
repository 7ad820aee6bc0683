import type { Fact } from "../../diagnostics/facts.ts";
import { createEngine } from "../../inference/client.ts";
import type { BackendChoice, BackendName } from "../../inference/engine.ts";

/** The plain JavaScript backend is left out: nothing uses it, and it would take minutes. */
export const measuredBackends = ["webgl", "wasm"] as const satisfies readonly BackendName[];

export interface MeasuredModel {
  /** Of the bundle's folder, absolute. */
  readonly url: string;
  readonly sha256: string;
}

/** What was measured when the engine chose its backend. */
export function knownTimings({ warmUpMs }: Pick<BackendChoice, "warmUpMs">): Fact[] {
  return measuredBackends.flatMap((name) => {
    const ms = warmUpMs[name];
    return ms === undefined ? [] : [timing(name, ms)];
  });
}

/**
 * How long one image takes on each backend, each in an engine of its own that ends with the measurement.
 *
 * @throws the signal's reason when aborted
 */
export async function measureBackends({ url, sha256 }: MeasuredModel, signal: AbortSignal): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const name of measuredBackends) {
    const engine = createEngine({ preferredBackend: name });
    try {
      await engine.load({ url, sha256, signal });
      // Another one steps in for a backend that does not run.
      const ms = engine.backend?.warmUpMs[name];
      facts.push(
        ms === undefined
          ? { id: "timing", of: name, value: "does not run here", trouble: true }
          : timing(name, ms),
      );
    } catch (error) {
      signal.throwIfAborted();
      const value = error instanceof Error ? error.message : String(error);
      facts.push({ id: "timing", of: name, value, trouble: true });
    } finally {
      engine.dispose();
    }
  }
  return facts;
}

function timing(name: BackendName, ms: number): Fact {
  return { id: "timing", of: name, value: Math.round(10 * ms) / 10, unit: "ms" };
}
