import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { LanguageChangeEvent } from "./events/language-change-event.ts";
import { currentLanguage, type Language, languages, setLanguage } from "./localization/language.ts";
import { languageSwitchStyles } from "./residua-language-switch.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** Each language in itself: who cannot read the page's language can read this. */
const names: Readonly<Record<Language, string>> = { en: "English", "zh-Hans": "中文" };

/**
 * Switches the interface's language and remembers it in this browser.
 *
 * @event residua-language-change - The language has changed.
 * @csspart language - Each language's button.
 */
@customElement("residua-language-switch")
@localized()
export class ResiduaLanguageSwitch extends LitElement {
  static override readonly styles = [sharedStyles, languageSwitchStyles];

  override render(): TemplateResult {
    return html`<div role="group" aria-label=${msg("Language")}>
      ${languages.map(
        (language) => html`<button
          type="button"
          part="language"
          lang=${language}
          aria-pressed=${language === currentLanguage() ? "true" : "false"}
          @click=${() => this.choose(language)}
        >
          ${names[language]}
        </button>`,
      )}
    </div>`;
  }

  async choose(language: Language): Promise<void> {
    await setLanguage(language, { keep: true });
    this.dispatchEvent(new LanguageChangeEvent(language));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-language-switch": ResiduaLanguageSwitch;
  }
}
