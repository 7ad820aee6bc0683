import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumArguments, findChromium } from "../../scripts/chromium.mjs";
import { projectFile } from "./support/paths.ts";
import { startTriage, type TriageProcess } from "./support/triage.ts";

const tokens = { "Reviewer A": "token of a", "Reviewer B": "token of b" } as const;

let folder: string;
let server: TriageProcess;
let browser: Browser;
let faults: string[];

const database = () => join(folder, "database");
const images = () => join(folder, "images");

async function serve(): Promise<string> {
  server = startTriage(
    ["serve", images(), "--database", database(), "--port", "0", "--accounts", join(folder, "accounts.json")],
    { RESIDUA_BACKEND: "wasm" },
  );
  return (await server.line("http://")).trim();
}

/** A browser of its own, signed in. */
async function open(url: string, name: keyof typeof tokens): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  await page.goto(url);
  await page.getByLabel("Token").fill(tokens[name]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  return page;
}

const rows = (page: Page) => page.locator("residua-worklist-table tbody tr");

beforeAll(async () => {
  faults = [];
  folder = mkdtempSync(join(tmpdir(), "residua-triage-page-"));
  // A few slices through the lesion: the page is what is tested here.
  mkdirSync(images());
  for (const name of readdirSync(projectFile("samples/brain-mr-lesion")).filter((each) =>
    /1[2-5]\.dcm$/.test(each),
  )) {
    const to = join(images(), name);
    cpSync(projectFile(`samples/brain-mr-lesion/${name}`), to);
    const earlier = new Date(Date.now() - 60_000);
    utimesSync(to, earlier, earlier);
  }
  const accounts = Object.entries(tokens).map(([name, token]) => ({
    name,
    role: "reviewer",
    sha256: createHash("sha256").update(token).digest("hex"),
  }));
  writeFileSync(join(folder, "accounts.json"), JSON.stringify(accounts));
  const found = findChromium();
  browser = await chromium.launch({
    ...(found ? { executablePath: found.path } : {}),
    args: chromiumArguments(),
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

describe("the worklist's page", () => {
  it("lets two reviewers read in two browsers, opens the study in the viewer, and keeps all over a restart", async () => {
    const url = await serve();
    const [one, two] = [await open(url, "Reviewer A"), await open(url, "Reviewer B")];
    await rows(one).filter({ hasText: "Scored" }).waitFor();
    await rows(one).first().click();
    await one.getByRole("button", { name: "Take" }).click();
    // By the server's events: nothing is loaded again by hand.
    await rows(two).filter({ hasText: "with Reviewer A" }).waitFor();
    await rows(two).first().click();
    await two.getByText("Reviewer A is reading this study.").waitFor();
    expect(await two.getByRole("button", { name: "Accept" }).isDisabled()).toBe(true);

    await one.getByLabel("Reason").selectOption("lesion");
    await one.keyboard.press("Escape");
    await one.locator("h1").click();
    await one.keyboard.press("a");
    await rows(one).filter({ hasText: "Accepted" }).waitFor();
    // The second reader sees that it was decided, and not how.
    await rows(two).filter({ hasText: "Decided" }).waitFor();
    expect(await rows(two).first().textContent()).not.toContain("Accepted");
    await two.locator("h1").click();
    await two.keyboard.press("r");
    await rows(two).filter({ hasText: "Rejected" }).filter({ hasText: "Accepted" }).waitFor();

    const [viewer] = await Promise.all([one.context().waitForEvent("page"), one.keyboard.press("o")]);
    await viewer.locator("residua-panel[state=ready]").waitFor({ timeout: 180_000 });
    expect(viewer.url()).toMatch(/\/viewer\/\?study=[\d.]+&image=[\d.]+&frame=1$/);
    expect(faults).toEqual([]);

    expect(await server.kill("SIGTERM")).toBe(0);
    const again = await open(await serve(), "Reviewer A");
    await rows(again).filter({ hasText: "Accepted" }).filter({ hasText: "Rejected" }).waitFor();
    expect(await server.kill("SIGTERM")).toBe(0);
  });

  it("leaves a log that verifies and is exported", async () => {
    const verify = startTriage(["verify", "--database", database()]);
    expect(await verify.line("The audit log is whole")).toMatch(/\d+ entries/);
    const out = join(folder, "audit.jsonl");
    const exported = startTriage(["export", "--database", database(), "--format", "jsonl", "--out", out]);
    await exported.line("Wrote");
    const actions = readFileSync(out, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { action: string }).action);
    expect(actions.filter((action) => action === "decide")).toHaveLength(2);
    expect(actions).toContain("open");
  });
});
