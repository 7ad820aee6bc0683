import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBench, type TestBench } from "./support/page.ts";
import { projectFile } from "./support/paths.ts";
import { deepText, panelText, settledState } from "./support/viewer.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

/** The tests' tiny bundle as a .zip; its network has random weights and reads axial FLAIR. */
function tinyBundle(change: (path: string, bytes: Uint8Array) => void = () => undefined) {
  const folder = projectFile("test/fixtures/tiny-bundle");
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(json|bin|md)$/.test(path),
  );
  const files = paths.map((path) => {
    const bytes = new Uint8Array(readFileSync(join(folder, path)));
    const name = path.replaceAll("\\", "/");
    change(name, bytes);
    return [`tiny/${name}`, bytes] as const;
  });
  return {
    name: "tiny.zip",
    mimeType: "application/zip",
    buffer: Buffer.from(zipSync(Object.fromEntries(files))),
  };
}

const dialog = (page: Page) => page.locator("residua-models");

async function addModel(page: Page, file: ReturnType<typeof tinyBundle>): Promise<void> {
  await page.locator("wa-button#models").click();
  await dialog(page).locator("input#archive").setInputFiles(file);
}

/** Closes the dialog and waits for the name of the model that the panel gives. */
async function modelName(page: Page): Promise<string> {
  await page.keyboard.press("Escape");
  await page.locator("residua-models wa-dialog").waitFor({ state: "hidden" });
  await settledState(page);
  return deepText(page.locator("residua-model-info"));
}

test("a model added as a .zip scores the image, is still there after a reload, and can be removed", async () => {
  const { page, faults, close } = await bench.open({ query: "?sample=brain-mr" });
  await addModel(page, tinyBundle());
  await dialog(page).getByText("Tiny").waitFor();
  await expect.poll(() => modelName(page), { timeout: 120_000 }).toContain("Tiny");

  await page.reload();
  await page.locator("residua-panel").waitFor();
  expect(await settledState(page)).not.toBe("error");
  expect(await panelText(page)).toContain("Tiny");

  await page.locator("wa-button#models").click();
  await dialog(page).getByRole("button", { name: "Remove Tiny" }).click();
  await dialog(page).getByText("Tiny").waitFor({ state: "detached" });
  await expect.poll(() => modelName(page), { timeout: 120_000 }).not.toContain("Tiny");
  expect(faults).toEqual([]);
  await close();
});

test("a model with a changed weight file is refused, and the file is named", async () => {
  const { page, faults, close } = await bench.open();
  await addModel(
    page,
    tinyBundle((path, bytes) => {
      if (path === "decoder/weights.bin") bytes[100]! ^= 1;
    }),
  );
  await dialog(page).getByRole("alert").waitFor();
  expect(await deepText(dialog(page))).toContain("decoder/weights.bin");
  expect(
    await dialog(page)
      .getByRole("button", { name: /^Remove / })
      .count(),
  ).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
