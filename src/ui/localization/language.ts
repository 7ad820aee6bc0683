import componentsZhHans from "@awesome.me/webawesome/dist/translations/zh-cn.js";
import { registerTranslation } from "@awesome.me/webawesome/dist/utilities/localize.js";
import { configureLocalization } from "@lit/localize";
import * as zhHans from "../translations/generated/zh-Hans.ts";

/** The interface's languages, as BCP 47 tags. */
export const languages = ["en", "zh-Hans"] as const;
export type Language = (typeof languages)[number];

const storageKey = "residua-language";

// Web Awesome looks for the exact region, then for the language alone; "zh-Hans" names no region.
registerTranslation({ ...componentsZhHans, $code: "zh" });

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: "en",
  targetLocales: ["zh-Hans"],
  // In the bundle, not fetched: the interface speaks Chinese without a request that could fail.
  loadLocale: async () => zhHans,
});

function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The language the interface speaks now. */
export function currentLanguage(): Language {
  const locale = getLocale();
  return isLanguage(locale) ? locale : "en";
}

/** The language kept from last time, else the first of the browser's that Residua speaks, else English. */
export function preferredLanguage(): Language {
  const kept = readStorage();
  if (isLanguage(kept)) return kept;
  for (const tag of navigator.languages) {
    const language = tag.toLowerCase().split("-")[0];
    if (language === "zh") return "zh-Hans";
    if (language === "en") return "en";
  }
  return "en";
}

/** Switches the texts of every element on the page; `keep` remembers the choice in this browser. */
export async function setLanguage(
  language: Language,
  options: { readonly keep?: boolean } = {},
): Promise<void> {
  await setLocale(language);
  if (options.keep) writeStorage(language);
}

// Storage is refused in private windows and sandboxed frames of some browsers; the choice then lasts for the page.
function readStorage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function writeStorage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // See above.
  }
}
