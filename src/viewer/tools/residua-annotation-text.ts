import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import { localized, msg } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { setTextPrompt } from "./text-prompt.ts";

type Answer = (text: string | undefined) => void;

/** Asks for the text of an arrow. While it is on the page, arrows ask here. */
@customElement("residua-annotation-text")
@localized()
export class ResiduaAnnotationText extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      form {
        display: grid;
        gap: var(--residua-space-3);
      }

      .actions {
        display: flex;
        justify-content: end;
        gap: var(--residua-space-2);
      }
    `,
  ];

  @state() private text = "";
  @state() private open = false;
  #answer: Answer | undefined;

  /** Whether a text is being asked for. */
  get asking(): boolean {
    return this.open;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setTextPrompt((current) => this.#ask(current));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setTextPrompt(async () => undefined);
    this.#close(undefined);
  }

  override render(): TemplateResult {
    return html`<wa-dialog label=${msg("Arrow with text")} ?open=${this.open} @wa-after-hide=${this.#onHide}>
      <form @submit=${this.#onSubmit}>
        <wa-input
          autofocus
          size="s"
          maxlength="200"
          label=${msg("Text")}
          .value=${this.text}
          @input=${(event: Event) => {
            this.text = (event.currentTarget as HTMLElement & { value: string }).value;
          }}
        ></wa-input>
        <div class="actions">
          <wa-button size="s" appearance="outlined" @click=${() => this.#close(undefined)}
            >${msg("Cancel")}</wa-button
          >
          <wa-button size="s" variant="brand" type="submit">${msg("OK")}</wa-button>
        </div>
      </form>
    </wa-dialog>`;
  }

  #ask(current: string): Promise<string | undefined> {
    this.#close(undefined);
    this.text = current;
    this.open = true;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  #close(text: string | undefined): void {
    this.open = false;
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(text);
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#close(this.text.trim() || undefined);
  };

  readonly #onHide = (event: Event): void => {
    if (event.target === event.currentTarget) this.#close(undefined);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-annotation-text": ResiduaAnnotationText;
  }
}
