import { currentLanguage } from "../../ui/localization/language.ts";

/** A text of the samples in the interface's language. */
export function sampleText(text: { readonly en: string; readonly zh: string }): string {
  return currentLanguage() === "zh-Hans" ? text.zh : text.en;
}
