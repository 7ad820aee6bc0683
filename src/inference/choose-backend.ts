import { BackendUnavailableError } from "../errors/index.ts";
import type { RunningBackend } from "./backends/running-backend.ts";
import type { BackendChoice, BackendName } from "./engine.ts";
import type { BackendPlan } from "./protocol.ts";

export interface ChooseBackendOptions<Prepared extends { dispose(): void }> {
  readonly plan: BackendPlan;
  /** Starts a backend and makes it the active one; throws when it does not run here. */
  readonly start: (name: BackendName) => Promise<RunningBackend>;
  /** Makes the model on the active backend. A failure here is the model's: it ends the choice, no backend is stopped. */
  readonly prepare: () => Promise<Prepared>;
  /** Warm run of one image on the active backend, ms; throws when the backend cannot run the model. */
  readonly measure: (prepared: Prepared, name: BackendName) => Promise<number>;
}

export interface ChosenBackend<Prepared> {
  readonly backend: RunningBackend;
  readonly prepared: Prepared;
  readonly choice: BackendChoice;
}

interface Trial<Prepared> {
  readonly backend: RunningBackend;
  readonly prepared: Prepared;
  readonly ms: number;
}

/**
 * Tries the plan's backends with the model itself, keeps one and stops the others.
 *
 * @throws BackendUnavailableError when none runs, with each one's reason
 */
export async function chooseBackend<Prepared extends { dispose(): void }>(
  options: ChooseBackendOptions<Prepared>,
): Promise<ChosenBackend<Prepared>> {
  const { plan } = options;
  const failures: Error[] = [];
  const warmUpMs: Partial<Record<BackendName, number>> = {};
  let best: Trial<Prepared> | undefined;
  for (const name of plan.candidates) {
    let trial: Trial<Prepared> | Error;
    try {
      trial = await tryBackend(name, options);
    } catch (error) {
      best?.prepared.dispose();
      throw error;
    }
    if (trial instanceof Error) {
      failures.push(trial);
      continue;
    }
    warmUpMs[name] = trial.ms;
    if (best && best.ms < trial.ms) stop(trial);
    else {
      if (best) stop(best);
      best = trial;
    }
    if (plan.mode === "first") break;
  }
  if (!best) throw unavailable(failures);
  await best.backend.use();
  const { backend, prepared } = best;
  return {
    backend,
    prepared,
    choice: {
      name: backend.name,
      reason: reason(plan, backend.name, warmUpMs),
      device: backend.device,
      warmUpMs,
    },
  };
}

/** Returns the error when the backend does not run; throws the model's own. */
async function tryBackend<Prepared extends { dispose(): void }>(
  name: BackendName,
  { start, prepare, measure }: ChooseBackendOptions<Prepared>,
): Promise<Trial<Prepared> | Error> {
  let backend: RunningBackend;
  try {
    backend = await start(name);
  } catch (error) {
    return toError(error);
  }
  const prepared = await prepare();
  try {
    return { backend, prepared, ms: await measure(prepared, name) };
  } catch (error) {
    stop({ backend, prepared, ms: 0 });
    return toError(error);
  }
}

function stop<Prepared extends { dispose(): void }>({ backend, prepared }: Trial<Prepared>): void {
  prepared.dispose();
  backend.stop();
}

function reason(
  plan: BackendPlan,
  name: BackendName,
  warmUpMs: Partial<Record<BackendName, number>>,
): BackendChoice["reason"] {
  if (plan.mode === "first") return name === plan.candidates[0] ? "asked" : "only";
  return Object.keys(warmUpMs).length > 1 ? "fastest" : "only";
}

function unavailable(failures: readonly Error[]): BackendUnavailableError {
  const reasons = failures.map((failure) => failure.message).join(" ");
  return new BackendUnavailableError(
    `Residua cannot run its models in this browser. ${reasons}`,
    failures[0] ? { cause: failures[0] } : {},
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
