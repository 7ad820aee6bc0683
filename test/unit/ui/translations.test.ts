import { fileURLToPath } from "node:url";
import { readConfigFileAndWriteSchema } from "@lit/localize-tools/lib/config.js";
import { RuntimeLitLocalizer } from "@lit/localize-tools/lib/modes/runtime.js";
import type { Locale } from "@lit/localize-tools/lib/types/locale.js";
import { expect, test } from "vitest";
import { templates } from "../../../src/ui/translations/generated/zh-Hans.ts";

type RuntimeConfig = ConstructorParameters<typeof RuntimeLitLocalizer>[0];

const config = readConfigFileAndWriteSchema(
  fileURLToPath(new URL("../../../lit-localize.json", import.meta.url)),
);
const localizer = new RuntimeLitLocalizer(config as RuntimeConfig);
const { messages, errors } = localizer.extractSourceMessages();
const source = new Map(messages.map((message) => [message.name, message.contents]));
const translated = new Map(
  localizer
    .readTranslationsSync()
    .translations.get("zh-Hans" as Locale)
    ?.map((message) => [message.name, message.contents]),
);

const text = (contents: unknown) => JSON.stringify(contents);

test("the sources' texts can be read", () => {
  expect(errors).toEqual([]);
  expect(source.size).toBeGreaterThan(100);
});

test("every text has its Chinese: run `npx lit-localize extract`, fill in src/ui/translations/zh-Hans.xlf", () => {
  const missing = [...source].filter(([name]) => !translated.has(name)).map(([, contents]) => text(contents));
  expect(missing).toEqual([]);
});

test("no translation is left of a text that is gone", () => {
  expect([...translated.keys()].filter((name) => !source.has(name))).toEqual([]);
});

test("the translations' placeholders are those of the texts", () => {
  expect(localizer.validateTranslations().errors).toEqual([]);
});

test("the module that the page loads is up to date: run `npx lit-localize build`", () => {
  expect(Object.keys(templates).sort()).toEqual([...source.keys()].sort());
  for (const [name, contents] of translated) {
    const plain = contents.every((part) => typeof part === "string");
    if (plain) expect(templates[name as keyof typeof templates]).toBe(contents.join(""));
  }
});
