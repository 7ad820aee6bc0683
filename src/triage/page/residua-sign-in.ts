import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { controlStyles } from "./controls.styles.ts";

/** A token was entered. */
export class SignInEvent extends Event {
  readonly token: string;
  constructor(token: string) {
    super("residua-sign-in", { bubbles: true, composed: true });
    this.token = token;
  }
}

/**
 * Asks for a token.
 *
 * @event residua-sign-in - A token was entered.
 */
@customElement("residua-sign-in")
@localized()
export class ResiduaSignIn extends LitElement {
  static override readonly styles = [sharedStyles, controlStyles];

  @property() problem = "";
  @query("input") private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    return html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        this.dispatchEvent(new SignInEvent(this.input.value));
      }}
    >
      <p>${msg("Open the link that the server printed, or enter your token.")}</p>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
      <div class="row">
        <label>
          <span>${msg("Token")}</span>
          <input type="password" name="token" autocomplete="current-password" required />
        </label>
        <button type="submit" class="action primary">${msg("Sign in")}</button>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-sign-in": ResiduaSignIn;
  }
}
