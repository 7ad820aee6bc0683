import { worklistQuerySchema } from "../../src/triage/api/schemas.ts";
import { openStore } from "../../src/triage/store/open-store.ts";
import { queryWorklist } from "../../src/triage/store/worklist-query.ts";
import type { Bench } from "./support/bench.ts";

const studies = 10_000;

/** What reviewers ask for: orders, filters, a search, a page far down. */
const queries = [
  { sort: "pValue", order: "ascending" },
  { sort: "patient", order: "descending", offset: 9000 },
  { reading: "unread", pValue: 0.05, sort: "pValue", order: "ascending" },
  { modality: "MR", bodyPart: "BRAIN", from: "20260301", to: "20260901" },
  { search: "patient 77", state: "scored" },
];

export default {
  title: `One page of a worklist of ${studies} studies, sorted, filtered and searched, on the embedded database`,
  figures: {
    "worklist.slowestQuery": { unit: "ms", atMost: 200 },
    "worklist.medianQuery": { unit: "ms" },
  },
  async run() {
    const store = await openStore();
    try {
      for (let at = 0; at < studies; at += 1000) {
        const rows = Array.from({ length: 1000 }, (_, index) => study(at + index));
        await store.db.insertInto("study").values(rows).execute();
      }
      const times: number[] = [];
      for (let round = 0; round < 5; round++) {
        for (const query of queries) {
          const started = performance.now();
          const page = await queryWorklist(store.db, worklistQuerySchema.parse(query), {
            name: "reviewer",
            blinded: false,
          });
          times.push(performance.now() - started);
          if (page.studies.length === 0) throw new Error(`${JSON.stringify(query)} finds nothing.`);
        }
      }
      times.sort((a, b) => a - b);
      return {
        "worklist.slowestQuery": times.at(-1)!,
        "worklist.medianQuery": times[Math.floor(times.length / 2)]!,
      };
    } finally {
      await store.close();
    }
  },
} as const satisfies Bench;

function study(number: number) {
  const name = `Patient ${number}`;
  const month = String(1 + (number % 12)).padStart(2, "0");
  return {
    uid: `1.2.${number}`,
    source: "bench",
    patient_id: `P${number}`,
    patient_name: name,
    study_date: `2026${month}${String(1 + (number % 28)).padStart(2, "0")}`,
    modality: number % 2 === 0 ? "MR" : "CR",
    body_part: number % 2 === 0 ? "BRAIN" : "CHEST",
    search: `${name} p${number} flair`.toLowerCase(),
    state: "scored" as const,
    p_value: ((number * 7919) % studies) / studies,
    flagged: number % 20 === 0,
    ...(number % 3 === 0 ? { verdict: "reject", verdict_by: "reviewer" } : {}),
  };
}
