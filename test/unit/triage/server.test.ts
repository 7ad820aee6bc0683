import { describe, expect, it } from "vitest";
import {
  sessionSchema,
  studyDetailSchema,
  studyRowSchema,
  worklistSchema,
} from "../../../src/triage/api/schemas.ts";
import { accountSignIn, oneTimeSignIn, sha256Hex } from "../../../src/triage/server/accounts.ts";
import { triageApp } from "../../../src/triage/server/app.ts";
import type { TriageServerOptions } from "../../../src/triage/server/context.ts";
import { verifyAudit } from "../../../src/triage/store/audit.ts";
import { catalogue } from "../../../src/triage/store/catalogue.ts";
import { brainModel, foundSeries, openBench, sourceOf } from "./support.ts";

const { store, queue } = await openBench();
const models = [await brainModel()];
const host = "127.0.0.1:9999";
const source = sourceOf(async () => new Uint8Array([1, 2, 3]));
const accounts = (["reader", "reviewer", "administrator"] as const).flatMap((role) =>
  ["one", "two"].map((name) => ({
    name: `${role} ${name}`,
    role,
    sha256: sha256Hex(`token of ${role} ${name}`),
  })),
);
const stop = new AbortController();
const base: TriageServerOptions = {
  store,
  queue,
  models,
  sources: [source],
  signIn: accountSignIn(accounts),
  hosts: [host],
  signal: stop.signal,
};

for (const number of [1, 2, 3, 4]) await catalogue(source.id, foundSeries(number), { store, queue, models });
/** As a worker leaves them: the lower the number, the more unusual. */
for (const number of [1, 2, 3]) {
  await store.db
    .updateTable("study")
    .set({
      state: "scored",
      p_value: number / 100,
      flagged: number < 3,
      above: 1,
      scored: 3,
      worst_series: "1",
      worst_instance: "1.1",
      worst_frame: 1,
    })
    .where("uid", "=", `1.2.${number}`)
    .execute();
}

/** A browser that has signed in. */
async function client(options: TriageServerOptions, token: string) {
  const app = triageApp(options);
  const send = (path: string, init: RequestInit = {}) =>
    app.request(`http://${host}${path}`, { ...init, headers: { Host: host, ...init.headers } });
  const response = await send("/api/session", {
    method: "POST",
    body: JSON.stringify({ token }),
  });
  const cookie = response.headers.get("Set-Cookie") ?? "";
  const session = response.ok ? sessionSchema.parse(await response.json()) : undefined;
  const headers = { Cookie: cookie.split(";")[0]!, "X-Residua-CSRF": session?.csrf ?? "" };
  return {
    app,
    cookie,
    session,
    send,
    status: response.status,
    get: (path: string) => send(path, { headers }),
    post: (path: string, body: unknown = {}, more: HeadersInit = {}) =>
      send(path, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) }),
    remove: (path: string) => send(path, { method: "DELETE", headers }),
  };
}
const signIn = (name: string, changes: Partial<TriageServerOptions> = {}) =>
  client({ ...base, ...changes }, `token of ${name}`);
const list = async (browser: Awaited<ReturnType<typeof client>>, query = "") =>
  worklistSchema.parse(await (await browser.get(`/api/studies${query}`)).json());

describe("signing in", () => {
  it("takes a one-time token once, and keeps the session in a cookie that scripts cannot read", async () => {
    const signIn = oneTimeSignIn("secret", { name: "local", role: "administrator" });
    const first = await client({ ...base, signIn }, "secret");
    expect(first.status).toBe(200);
    expect(first.cookie).toMatch(/HttpOnly/);
    expect(first.cookie).toMatch(/SameSite=Strict/);
    expect((await first.get("/api/studies")).status).toBe(200);
    expect((await client({ ...base, signIn }, "secret")).status).toBe(401);
    expect((await client(base, "wrong")).status).toBe(401);
  });

  it("lets nobody in without a session, and nobody after signing out", async () => {
    const browser = await signIn("reviewer one");
    for (const path of [
      "/api/studies",
      "/api/monitoring",
      "/api/events",
      "/api/audit",
      "/metrics",
      "/api/studies/1.2.1/thumbnail",
    ]) {
      expect((await browser.send(path)).status, path).toBe(401);
    }
    expect((await browser.remove("/api/session")).status).toBe(200);
    expect((await browser.get("/api/studies")).status).toBe(401);
  });

  it("refuses another host's name, another page's origin, and a change without the session's token", async () => {
    const browser = await signIn("reviewer one");
    expect(
      (await browser.app.request("http://evil.example/api/session", { headers: { Host: "evil.example" } }))
        .status,
    ).toBe(403);
    const path = "/api/studies/1.2.1/assignment";
    expect((await browser.post(path, {}, { Origin: "https://evil.example" })).status).toBe(403);
    expect((await browser.post(path, {}, { "X-Residua-CSRF": "guess" })).status).toBe(403);
    expect((await browser.post(path, {}, { Origin: `http://${host}` })).status).toBe(200);
    await browser.remove(path);
  });

  it("slows down who guesses", async () => {
    const app = triageApp(base);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const response = await app.request(`http://${host}/api/session`, {
        method: "POST",
        headers: { Host: host },
        body: JSON.stringify({ token: "guess" }),
      });
      statuses.push(response.status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it("gives roles what they may do", async () => {
    const reader = await signIn("reader one");
    expect((await reader.post("/api/studies/1.2.1/decisions", { verdict: "accept" })).status).toBe(403);
    const reviewer = await signIn("reviewer one");
    expect((await reviewer.get("/api/audit")).status).toBe(403);
    const administrator = await signIn("administrator one");
    const audit = await administrator.get("/api/audit?format=jsonl");
    expect(audit.status).toBe(200);
    expect(await audit.text()).toContain('"action":"sign-in"');
  });

  it("sends headers that keep other pages and scripts out", async () => {
    const { headers } = await (await signIn("reader one")).get("/api/studies");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("X-Frame-Options")).toBe("SAMEORIGIN");
    expect(headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("the worklist", () => {
  it("is sorted and filtered as the reviewer chooses, what has no score last", async () => {
    const browser = await signIn("reviewer one");
    const uids = async (query: string) => (await list(browser, query)).studies.map(({ uid }) => uid);
    expect(await uids("?sort=pValue&order=ascending")).toEqual(["1.2.1", "1.2.2", "1.2.3", "1.2.4"]);
    expect(await uids("?sort=pValue&order=descending")).toEqual(["1.2.3", "1.2.2", "1.2.1", "1.2.4"]);
    expect(await uids("?sort=pValue&order=ascending&offset=1&limit=2")).toEqual(["1.2.2", "1.2.3"]);
    expect(await uids("?pValue=0.02&sort=pValue&order=ascending")).toEqual(["1.2.1", "1.2.2"]);
    expect(await uids("?state=queued")).toEqual(["1.2.4"]);
    expect(await uids("?search=TEST%20p3")).toEqual(["1.2.3"]);
    expect(await uids("?search=%25")).toEqual([]);
    expect(await uids("?modality=CT")).toEqual([]);
    expect(await uids("?from=20261121")).toEqual([]);
    expect((await list(browser)).counts).toMatchObject({ queued: 1, scored: 3, unread: 3 });
    expect((await browser.get("/api/studies?limit=9999")).status).toBe(400);
    expect((await browser.get("/api/studies/x%27--")).status).toBe(400);
  });

  it("gives a study to one of two reviewers who take it at once", async () => {
    const [one, two] = [await signIn("reviewer one"), await signIn("reviewer two")];
    const path = "/api/studies/1.2.2/assignment";
    const statuses = (await Promise.all([one.post(path), two.post(path)])).map(({ status }) => status);
    expect([...statuses].sort()).toEqual([200, 409]);
    const [winner, loser] = statuses[0] === 200 ? [one, two] : [two, one];
    const refused = await loser.post("/api/studies/1.2.2/decisions", { verdict: "accept" });
    expect(refused.status).toBe(409);
    await winner.remove(path);
    expect((await loser.post(path)).status).toBe(200);
    await loser.remove(path);
  });

  it("keeps verdicts, hides the first from the second reader, and takes them back", async () => {
    const [one, two] = [await signIn("reviewer one"), await signIn("reviewer two")];
    const path = "/api/studies/1.2.1/decisions";
    const body = { verdict: "accept", reasonCode: "lesion", note: "left frontal" };
    const decided = studyRowSchema.parse(await (await one.post(path, body)).json());
    expect(decided).toMatchObject({ verdict: "accept", mine: "accept", verdictBy: "reviewer one" });
    expect((await list(two, "?reading=second")).studies).toMatchObject([
      { uid: "1.2.1", verdict: null, mine: null },
    ]);
    expect(studyDetailSchema.parse(await (await two.get("/api/studies/1.2.1")).json()).decisions).toEqual([]);
    const second = studyRowSchema.parse(await (await two.post(path, { verdict: "reject" })).json());
    expect(second).toMatchObject({ verdict: "accept", secondVerdict: "reject", mine: "reject" });
    const figures = (await (await one.get("/api/monitoring")).json()) as {
      agreement: object;
      positivePredictiveValue: object;
    };
    expect(figures.agreement).toMatchObject({ studies: 1, agreed: 0 });
    expect(figures.positivePredictiveValue).toEqual({ studies: 1, value: 1 });
    const undone = studyRowSchema.parse(await (await two.remove(`${path}/latest`)).json());
    expect(undone).toMatchObject({ mine: null, verdict: null, secondBy: null });
    expect((await two.remove(`${path}/latest`)).status).toBe(404);
    const { decisions } = studyDetailSchema.parse(await (await one.get("/api/studies/1.2.1")).json());
    expect(decisions.map(({ reviewer, undoneAt }) => [reviewer, undoneAt !== null])).toEqual([
      ["reviewer one", false],
      ["reviewer two", true],
    ]);
    expect((await one.post(path, { verdict: "perhaps" })).status).toBe(400);
    await one.remove(`${path}/latest`);
    expect((await verifyAudit(store.db)).broken).toBeUndefined();
  });

  it("hides scores, pictures and their order from a blinded reviewer until the first opinion", async () => {
    const browser = await signIn("reviewer one", { blinded: true });
    const before = await list(browser, "?sort=pValue&order=descending&pValue=0.01");
    expect(before.total).toBe(4);
    for (const row of before.studies) {
      expect(row).toMatchObject({
        hidden: true,
        pValue: null,
        flagged: null,
        above: null,
        worst: null,
        hasThumbnail: false,
      });
    }
    await browser.post("/api/studies/1.2.3/decisions", { verdict: "uncertain" });
    const after = (await list(browser)).studies.find(({ uid }) => uid === "1.2.3");
    expect(after).toMatchObject({ hidden: false, pValue: 0.03 });
    const { decisions } = studyDetailSchema.parse(await (await browser.get("/api/studies/1.2.3")).json());
    expect(decisions).toMatchObject([{ blinded: true }]);
    await browser.remove("/api/studies/1.2.3/decisions/latest");
  });

  it("shows pseudonyms where identities are hidden, and finds nobody by name", async () => {
    const browser = await signIn("reviewer one", { pseudonym: (id) => `pseudonym of ${id.length}` });
    const { studies } = await list(browser);
    expect(new Set(studies.map(({ patient }) => patient))).toEqual(new Set(["pseudonym of 2"]));
    expect(JSON.stringify(studies)).not.toMatch(/Test|P1/);
    expect((await list(browser, "?search=test")).total).toBe(0);
    expect((await list(browser, "?search=mr")).total).toBe(4);
  });

  it("gives the viewer a study's images and nothing from outside the list", async () => {
    const browser = await signIn("reader one");
    const answer = (await (await browser.get("/api/studies/1.2.1/instances")).json()) as {
      instances: { url: string }[];
    };
    expect(answer.instances).toHaveLength(3);
    const image = await browser.get(answer.instances[0]!.url);
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect((await browser.get("/api/studies/1.2.1/instances/1.2.3.2/1.2.3.2.1")).status).toBe(404);
  });

  it("tells listening pages of changes in whatever process", async () => {
    const browser = await signIn("reader one");
    const response = await browser.get("/api/events");
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) text += (await reader.read()).value ?? "";
    };
    await until("event: ready");
    // The listener's first look only notes where things stand.
    const change = setInterval(
      () =>
        void store.db
          .updateTable("study")
          .set({ description: "changed" })
          .where("uid", "=", "1.2.4")
          .execute(),
      300,
    );
    await until('["1.2.4"]');
    clearInterval(change);
    await reader.cancel();
  });

  it("gives figures for Prometheus", async () => {
    const browser = await signIn("reader one");
    const text = await (await browser.get("/metrics")).text();
    expect(text).toMatch(/^residua_triage_waiting_series \d+$/m);
    const open = triageApp({ ...base, openMetrics: true });
    expect((await open.request(`http://${host}/metrics`, { headers: { Host: host } })).status).toBe(200);
  });
});
