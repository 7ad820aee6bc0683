/**
 * `npm run bench -- [--rounds N] [--short] [--out FILE] [NAME...]`: runs each bench in a fresh process once a round,
 * the order reversed from round to round, and writes medians and raw values to bench.json.
 */
import { fork } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packageRoot } from "../../src/cli/package-root.ts";
import type { Bench } from "./support/bench.ts";
import { benches } from "./support/benches.ts";
import type { Answer } from "./support/measure-one.ts";
import { describeMachine, type Result, toResult, toTable } from "./support/result.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    short: { type: "boolean", default: false },
    out: { type: "string", default: join(packageRoot, "bench.json") },
  },
});

const rounds = options.short ? 1 : Number(options.rounds);
const chosen = Object.entries(benches).filter(([name, bench]) =>
  positionals.length > 0 ? positionals.includes(name) : !options.short || figuresOf(bench).length > 0,
);
const unknown = positionals.filter((name) => benches[name] === undefined);
if (unknown.length > 0 || !(Number.isInteger(rounds) && rounds > 0)) {
  console.error(`Usage: npm run bench -- [--rounds N] [--short] [--out FILE] [NAME...]`);
  console.error(`There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

const machine = describeMachine();
if (machine.load > machine.cores / 2) {
  console.error(
    `The machine is busy (load ${machine.load.toFixed(1)}, ${machine.cores} cores): do not rely on the figures.`,
  );
}
const measured = new Map<string, number[]>();
const skipped: Record<string, string> = {};
for (let round = 1; round <= rounds; round += 1) {
  for (const [name, bench] of round % 2 === 1 ? chosen : [...chosen].reverse()) {
    if (round > (bench.rounds ?? rounds) || skipped[name] !== undefined) continue;
    console.error(`Round ${round} of ${Math.min(rounds, bench.rounds ?? rounds)}: ${name}. ${bench.title}.`);
    const answer = await measure(name);
    if ("skipped" in answer) {
      skipped[name] = answer.skipped;
      console.error(`Left out: ${answer.skipped}.`);
    } else {
      for (const [key, value] of Object.entries(answer.values)) {
        measured.set(key, [...(measured.get(key) ?? []), value]);
      }
    }
  }
}

const results: Record<string, Result> = {};
for (const [, bench] of chosen) {
  for (const [key, figure] of figuresOf(bench)) {
    const values = measured.get(key);
    if (values !== undefined) results[key] = toResult(figure, values);
  }
}
const path = resolve(options.out);
await writeFile(path, `${JSON.stringify({ machine, rounds, results, skipped }, null, 2)}\n`);
console.log(toTable(results));
console.log(path);
if (Object.values(results).some(({ passed }) => passed === false)) process.exitCode = 1;

/** In a short run those that any machine can be held to. */
function figuresOf({ figures }: Bench): [string, Bench["figures"][string]][] {
  return Object.entries(figures).filter(([, { stable }]) => !options.short || stable === true);
}

function measure(name: string): Promise<Answer> {
  const child = fork(join(import.meta.dirname, "measure-one.js"), [name], { cwd: packageRoot });
  return new Promise((fulfil, reject) => {
    child.once("message", (answer) => fulfil(answer as Answer));
    child.once("exit", (code) => reject(new Error(`The bench ${name} ended with ${code} and no figures.`)));
  });
}
