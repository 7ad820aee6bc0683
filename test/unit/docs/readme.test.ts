import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

describe("README", () => {
  it("gives the figures of the model card", () => {
    const card = read("assets/models/brain-flair/CARD.md");
    const figures = read("README.md").match(/\d\.\d{3} \(\d\.\d{3}–\d\.\d{3}\)/g) ?? [];
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) expect(card).toContain(figure);
  });
});

describe.each(["README.md", "CONTRIBUTING.md", "docs/guide/README.md", "docs/decisions/README.md"])(
  "%s",
  (page) => {
    it("links only to files that are there", () => {
      const base = new URL(page, root);
      const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link ?? "");
      expect(links.length).toBeGreaterThan(0);
      const missing = links.filter((link) => !existsSync(new URL(link, base)));
      expect(missing).toEqual([]);
    });
  },
);
