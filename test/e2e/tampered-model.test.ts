import { afterAll, beforeAll, expect, test } from "vitest";
import { startBench, type TestBench } from "./support/page.ts";
import { colouredShare, panelText, settledState } from "./support/viewer.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

test("a weight file with one changed byte: a clear error, no heatmap, and the viewer goes on", async () => {
  const { page, faults, close } = await bench.open({
    query: "?sample=brain-mr-lesion",
    prepare: (fresh) =>
      fresh.context().route("**/decoder/*.bin", async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[100] = body[100]! ^ 1;
        await route.fulfill({ response, body });
      }),
  });
  expect(await settledState(page)).toBe("error");
  expect(await panelText(page)).toContain("is not the one that was published");
  await page.keyboard.press("o");
  await page.keyboard.press("ArrowDown");
  await page.getByText("14 / 20").waitFor();
  expect(await settledState(page)).toBe("error");
  expect(await colouredShare(page)).toBeLessThan(1e-4);
  expect(faults).toEqual([]);
  await close();
});

test("a manifest that is missing: an error that says so, and images can still be read", async () => {
  const { page, faults, close } = await bench.open({
    query: "?sample=brain-mr",
    prepare: (fresh) => fresh.context().route("**/manifest.json", (route) => route.fulfill({ status: 404 })),
  });
  await page.getByText(/\d+ \/ 20/).waitFor();
  expect(await settledState(page)).toBe("error");
  expect(await panelText(page)).toContain("manifest");
  expect(faults).toEqual([]);
  await close();
});
