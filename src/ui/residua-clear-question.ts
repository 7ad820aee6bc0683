import "@awesome.me/webawesome/dist/components/button/button.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { ClearAnswerEvent } from "./events/clear-answer-event.ts";
import { formatNumber } from "./localization/format.ts";
import { clearQuestionStyles } from "./residua-clear-question.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * Asks whether all kept results shall go. The focus comes to the answer that changes nothing.
 *
 * @event residua-clear-answer - The user has answered.
 */
@customElement("residua-clear-question")
@localized()
export class ResiduaClearQuestion extends LitElement {
  static override readonly styles = [sharedStyles, clearQuestionStyles];

  /** How many images have kept results, where that is known. */
  @property({ type: Number }) count: number | undefined;
  @query("[data-command=keep]") private readonly keep!: HTMLElement & { updateComplete: Promise<unknown> };

  override render(): TemplateResult {
    return html`<div class="confirmation" role="alertdialog" aria-labelledby="question">
      <p id="question">
        ${
          this.count === undefined
            ? msg(
                "Forget the results of all images that this browser keeps, of other series too? The images can be scored again; what you saved stays.",
              )
            : msg(
                str`Forget the results of all ${formatNumber(this.count)} images? The images can be scored again; what you saved stays.`,
              )
        }
      </p>
      <div class="actions">
        <wa-button size="s" variant="danger" data-command="clear" @click=${() => this.#answer(true)}
          >${msg("Forget them")}</wa-button
        >
        <wa-button size="s" appearance="outlined" data-command="keep" @click=${() => this.#answer(false)}
          >${msg("Keep them")}</wa-button
        >
      </div>
    </div>`;
  }

  protected override async firstUpdated(): Promise<void> {
    await this.keep.updateComplete;
    this.keep.focus();
  }

  #answer(clear: boolean): void {
    this.dispatchEvent(new ClearAnswerEvent(clear));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-clear-question": ResiduaClearQuestion;
  }
}
