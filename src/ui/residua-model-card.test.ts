import { html } from "lit";
import { expect, test } from "vitest";
import "./residua-model-card.ts";
import { setLanguage } from "./localization/language.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, settled, visibleText } from "./testing/fixture.ts";
import { sampleModel } from "./testing/sample-data.ts";

const card = `# Brain

**Not for diagnostic use.**

## Limits

- Weak at the *vertex*
- See [the paper](https://example.org/a) or [this](javascript:alert(1))

| Score | AUROC |
| --- | --- |
| anomaly | 0.98 |

<img src="x" onerror="document.title = 'run'">

\`\`\`
residua train
\`\`\`
`;
const urlOf = (text: string) => URL.createObjectURL(new Blob([text]));

const open = async (cardUrl: string) => {
  const element = await fixture(
    "residua-model-card",
    html`<residua-model-card .model=${{ ...sampleModel, cardUrl }} open></residua-model-card>`,
  );
  await expect.poll(() => element.shadowRoot!.querySelector("wa-spinner")).toBeNull();
  await settled(element);
  return element;
};

test("shows the card as headings, lists, tables and links, and runs nothing of it", async () => {
  const element = await open(urlOf(card));
  const shown = inside(element, ".card");
  expect([...shown.querySelectorAll("h3")].map(({ textContent }) => textContent)).toEqual([
    "Brain",
    "Limits",
  ]);
  expect(shown.querySelector("strong")!.textContent).toBe("Not for diagnostic use.");
  expect(shown.querySelectorAll("li")).toHaveLength(2);
  expect(shown.querySelector("td:last-child")!.textContent).toBe("0.98");
  expect([...shown.querySelectorAll("a")].map(({ href }) => href)).toEqual(["https://example.org/a"]);
  expect(shown.querySelector("img")).toBeNull();
  expect(shown.querySelector("code")!.textContent).toBe("residua train");
  expect(await accessibilityFaults()).toEqual([]);
});

test("has the hash, the thresholds and whom it was calibrated on, with or without the card's text", async () => {
  const element = await open("/no-such-card.md?nothing".replace("/no", "blob:no"));
  const text = visibleText(element);
  for (const part of [sampleModel.identity.sha256, "1.1 σ", "199 healthy images of 20 patients", "MIT"]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("cannot be reached");
  expect(text).toContain("Not for diagnostic use");
});

test("says in Chinese that the card is in English", async () => {
  const element = await open(urlOf(card));
  await setLanguage("zh-Hans");
  await settled(element);
  expect(visibleText(element)).toMatch(/\p{Script=Han}/u);
  await setLanguage("en");
});

test("tells when it is closed", async () => {
  const element = await open(urlOf(card));
  const dialog = inside<HTMLElement & { open: boolean }>(element, "wa-dialog");
  await nextEvent("residua-card-close", () => {
    dialog.open = false;
  });
});
