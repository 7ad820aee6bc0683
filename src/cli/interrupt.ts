/** Ctrl-C: the reason of the signal that every command gets. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("Interrupted.");
  }
}

/** The first Ctrl-C aborts the signal, so that a command can put its things away; the second ends the process. */
export function interruptSignal(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted());
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, onSignal);
    },
  };
}

/** Lets the process see a Ctrl-C: computing on WebAssembly never leaves the JavaScript thread by itself. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
