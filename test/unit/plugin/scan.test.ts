import { describe, expect, it } from "vitest";
import { ScanControl } from "../../../plugin/scan-control.ts";
import { imageIdsOf, scanHost } from "./scan-host.ts";

const numbers = (scored: readonly string[]) => scored.map((uid) => Number(uid.split(".").at(-1)));

describe("scan", () => {
  it("gives an item an image, in the order asked, and goes on after one that fails", async () => {
    const host = scanHost({ broken: ["2.25/1"] });
    const done: string[] = [];
    const items = await host.scan(imageIdsOf(3), {
      onProgress: ({ done: count, total, latest }) => done.push(`${count}/${total} ${latest.imageId}`),
    });
    expect(done).toEqual(["1/3 2.25/0", "2/3 2.25/1", "3/3 2.25/2"]);
    expect(items.map(({ imageId }) => imageId)).toEqual(imageIdsOf(3));
    expect(items.map(({ result }) => result?.scores.anomaly?.value)).toEqual([0, undefined, 2]);
    expect(items[1]!.error?.message).toBe("cannot be decoded");
    expect(items[2]!.facts).toMatchObject({
      SOPInstanceUID: "2.25.2",
      frameNumber: 1,
      spacing: { row: 1, column: 1 },
      plane: { position: [0, 0, 4] },
    });
  });

  it("keeps nothing where items are only told", async () => {
    const host = scanHost();
    const told: string[] = [];
    const items = await host.scan(imageIdsOf(3), {
      collect: false,
      onProgress: ({ latest }) => told.push(latest.imageId),
    });
    expect(told).toEqual(imageIdsOf(3));
    expect(items).toEqual([]);
  });

  it("goes by the distance from what is shown, asked anew before each image", async () => {
    const host = scanHost();
    let shown = 5;
    const items = await host.scan(imageIdsOf(10), {
      distance: (imageId) => Math.abs(Number(imageId.split("/")[1]) - shown),
      onProgress: ({ done }) => {
        if (done === 3) shown = 9;
      },
    });
    expect(numbers(host.scored)).toEqual([5, 4, 6, 9, 8, 7, 3, 2, 1, 0]);
    expect(items.map(({ imageId }) => imageId)).toEqual(imageIdsOf(10));
  });

  it("waits between two images while it is paused", async () => {
    const host = scanHost();
    const control = new ScanControl();
    let paused = () => {};
    const untilPaused = new Promise<void>((resolve) => {
      paused = resolve;
    });
    const scanning = host.scan(imageIdsOf(4), {
      control,
      onProgress: ({ done }) => {
        if (done !== 2) return;
        control.pause();
        paused();
      },
    });
    await untilPaused;
    // All that could still be on its way has come by the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    expect(host.scored).toHaveLength(2);
    expect(control.paused).toBe(true);
    control.resume();
    expect(await scanning).toHaveLength(4);
    expect(host.scored).toHaveLength(4);
  });

  it("ends with the signal's reason, paused or not", async () => {
    const host = scanHost();
    const control = new ScanControl();
    const abort = new AbortController();
    control.pause();
    const scanning = host.scan(imageIdsOf(4), { control, signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(scanning).rejects.toThrow("enough");
    control.resume();
    await expect(host.scan(imageIdsOf(4), { control, signal: abort.signal })).rejects.toThrow("enough");
    expect(host.scored).toEqual([]);
  });
});
