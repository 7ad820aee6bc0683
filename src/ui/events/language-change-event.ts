import type { Language } from "../localization/language.ts";

/** The interface's language has changed; the texts are there already. */
export class LanguageChangeEvent extends Event {
  static readonly type = "residua-language-change";
  readonly language: Language;

  constructor(language: Language) {
    super(LanguageChangeEvent.type, { bubbles: true, composed: true });
    this.language = language;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-language-change": LanguageChangeEvent;
  }
}
