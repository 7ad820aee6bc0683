import { describe, expect, it } from "vitest";
import { createScheduler } from "../../../src/inference/scheduler.ts";

interface Run {
  readonly job: string;
  readonly signal: AbortSignal;
  readonly finish: (result: string) => void;
  readonly fail: (error: unknown) => void;
}

/** A scheduler whose jobs end when the test says so. */
function setUp() {
  const runs: Run[] = [];
  const scheduler = createScheduler<string, string>(
    (job, signal) =>
      new Promise((resolve, reject) => {
        runs.push({ job, signal, finish: resolve, fail: reject });
      }),
  );
  const order = () => runs.map((run) => run.job);
  /** Finishes whatever runs until nothing more starts. */
  async function finishAll(): Promise<void> {
    for (let i = 0; i < runs.length; i += 1) {
      runs[i]!.finish(`${runs[i]!.job} done`);
      await settled();
    }
  }
  return { scheduler, runs, order, finishAll };
}

/** Lets the promise reactions that are due run. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}

const visible = { priority: "visible" } as const;
const background = { priority: "background" } as const;

describe("createScheduler", () => {
  it("runs one job at a time, the newest visible one first, then background in order", async () => {
    const { scheduler, order, finishAll } = setUp();
    const all = [
      scheduler.request("running", visible),
      scheduler.request("background 1", background),
      scheduler.request("visible 1", visible),
      scheduler.request("background 2", background),
      scheduler.request("visible 2", visible),
    ];
    expect(order()).toEqual(["running"]);
    await finishAll();
    expect(order()).toEqual(["running", "visible 2", "visible 1", "background 1", "background 2"]);
    expect((await Promise.all(all))[4]).toBe("visible 2 done");
  });

  it("shares one run between requests of a key, also while it runs", async () => {
    const { scheduler, runs, order } = setUp();
    const first = scheduler.request("a", { ...visible, key: "a" });
    const second = scheduler.request("a again", { ...visible, key: "a" });
    expect(order()).toEqual(["a"]);
    runs[0]!.finish("shared");
    expect(await Promise.all([first, second])).toEqual(["shared", "shared"]);
    scheduler.request("a later", { ...visible, key: "a" });
    expect(order()).toEqual(["a", "a later"]);
  });

  it("does not share requests without a key", () => {
    const { scheduler, order, finishAll } = setUp();
    scheduler.request("a", visible);
    scheduler.request("a", visible);
    return finishAll().then(() => expect(order()).toEqual(["a", "a"]));
  });

  it("moves a waiting background job up when the user comes to see its image", async () => {
    const { scheduler, order, finishAll } = setUp();
    scheduler.request("running", visible);
    scheduler.request("scan 1", { ...background, key: "1" });
    scheduler.request("scan 2", { ...background, key: "2" });
    scheduler.request("seen", { ...visible, key: "3" });
    scheduler.request("scan 2", { ...visible, key: "2" });
    await finishAll();
    expect(order()).toEqual(["running", "scan 2", "seen", "scan 1"]);
  });

  it("does not move a visible job back when a scan asks for the same", async () => {
    const { scheduler, order, finishAll } = setUp();
    scheduler.request("running", visible);
    scheduler.request("seen", { ...visible, key: "1" });
    scheduler.request("scan", background);
    scheduler.request("seen", { ...background, key: "1" });
    await finishAll();
    expect(order()).toEqual(["running", "seen", "scan"]);
  });

  it("drops a waiting job when all who asked for it have aborted", async () => {
    const { scheduler, order, finishAll } = setUp();
    const [one, two] = [new AbortController(), new AbortController()];
    scheduler.request("running", visible);
    const first = scheduler.request("a", { ...visible, key: "a", signal: one.signal });
    const second = scheduler.request("a", { ...visible, key: "a", signal: two.signal });
    one.abort(new Error("scrolled on"));
    await expect(first).rejects.toThrow("scrolled on");
    two.abort(new Error("closed"));
    await expect(second).rejects.toThrow("closed");
    await finishAll();
    expect(order()).toEqual(["running"]);
  });

  it("keeps a job of which one asker is left", async () => {
    const { scheduler, runs } = setUp();
    const controller = new AbortController();
    const aborted = scheduler.request("a", { ...visible, key: "a", signal: controller.signal });
    const kept = scheduler.request("a", { ...visible, key: "a" });
    controller.abort();
    await expect(aborted).rejects.toThrow();
    expect(runs[0]!.signal.aborted).toBe(false);
    runs[0]!.finish("a");
    expect(await kept).toBe("a");
  });

  it("tells a running job of its abort, rejects at once, and frees the place when the job has stopped", async () => {
    const { scheduler, runs, order } = setUp();
    const controller = new AbortController();
    const aborted = scheduler.request("a", { ...visible, key: "a", signal: controller.signal });
    controller.abort(new Error("scrolled on"));
    await expect(aborted).rejects.toThrow("scrolled on");
    expect(runs[0]!.signal.aborted).toBe(true);
    const again = scheduler.request("a again", { ...visible, key: "a" });
    await settled();
    expect(order()).toEqual(["a"]);
    runs[0]!.fail(new Error("stopped"));
    await settled();
    expect(order()).toEqual(["a", "a again"]);
    runs[1]!.finish("fresh");
    expect(await again).toBe("fresh");
  });

  it("refuses a request whose signal is already aborted without running it", async () => {
    const { scheduler, runs } = setUp();
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(scheduler.request("a", { ...visible, signal })).rejects.toThrow("too late");
    expect(runs).toHaveLength(0);
  });

  it("gives a job's error to all who asked, and goes on", async () => {
    const { scheduler, runs, order } = setUp();
    const both = [1, 2].map(() => scheduler.request("a", { ...visible, key: "a" }));
    scheduler.request("b", visible);
    runs[0]!.fail(new Error("broken"));
    for (const result of both) await expect(result).rejects.toThrow("broken");
    expect(order()).toEqual(["a", "b"]);
  });

  it("takes a job that throws at once for one that failed", async () => {
    const scheduler = createScheduler<string, string>(() => {
      throw new Error("at once");
    });
    await expect(scheduler.request("a", visible)).rejects.toThrow("at once");
  });

  it("rejects all that waits, runs or comes after it was closed", async () => {
    const { scheduler, runs } = setUp();
    const open = ["a", "b"].map((job) => scheduler.request(job, visible));
    scheduler.close(new Error("closed"));
    for (const result of open) await expect(result).rejects.toThrow("closed");
    expect(runs[0]!.signal.aborted).toBe(true);
    await expect(scheduler.request("c", visible)).rejects.toThrow("closed");
    runs[0]!.finish("a");
    await settled();
    expect(runs).toHaveLength(1);
  });
});
