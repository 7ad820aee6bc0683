import { currentLanguage } from "../../ui/localization/language.ts";
import type { Sample } from "../samples/sample.ts";

/** A sample's name and what it is, in the interface's language. */
export function sampleText({ title, description }: Sample): {
  readonly title: string;
  readonly description: string;
} {
  const language = currentLanguage();
  return { title: title[language], description: description[language] };
}
