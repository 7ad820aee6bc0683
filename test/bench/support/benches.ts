import type { Bench } from "./bench.ts";

const modules = import.meta.glob<Bench>("../*.bench.ts", { eager: true, import: "default" });

/** By the name of its file: `train` for `train.bench.ts`. */
export const benches: Readonly<Record<string, Bench>> = Object.fromEntries(
  Object.entries(modules).map(([path, bench]) => [path.replace(/^.*\/(.*)\.bench\.ts$/, "$1"), bench]),
);
