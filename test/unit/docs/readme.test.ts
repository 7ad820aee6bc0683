import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const cards = ["brain-flair", "chest-xray"].map((id) => read(`assets/models/${id}/CARD.md`));

describe.each(["README.md", "docs/guide/reading-the-maps.md"])("%s", (page) => {
  it("gives the figures of the model cards", () => {
    const figures = read(page).match(/\d+\.\d+( %)? \(\d+\.\d+–\d+\.\d+\1\)/g) ?? [];
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) expect(cards.some((card) => card.includes(figure))).toBe(true);
  });
});

describe.each([
  "README.md",
  "CONTRIBUTING.md",
  "docs/guide/README.md",
  "docs/guide/reading-the-maps.md",
  "docs/decisions/README.md",
])("%s", (page) => {
  it("links only to files that are there", () => {
    const base = new URL(page, root);
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(0);
    const missing = links.filter((link) => !existsSync(new URL(link, base)));
    expect(missing).toEqual([]);
  });
});
