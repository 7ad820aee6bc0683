import "@awesome.me/webawesome/dist/components/button/button.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type ReportChoice, type ReportCommand, ReportCommandEvent } from "../events/report-command-event.ts";
import type { ReportContent } from "./report-content.ts";
import { reportStyles } from "./residua-report.styles.ts";
import "./residua-report-sheet.ts";

const counts = [1, 2, 3, 4, 6, 8, 12] as const;

/**
 * A report before it is printed or saved: what stands in it, and how it looks.
 *
 * @event residua-report-command - Print, save, or make it of something else.
 */
@customElement("residua-report")
@localized()
export class ResiduaReport extends LitElement {
  static override readonly styles = [sharedStyles, reportStyles];

  /** Undefined while it is made. */
  @property({ attribute: false }) content: ReportContent | undefined;
  @property({ attribute: false }) choice: ReportChoice = { images: "highest", count: 4, named: false };
  /** How many images the user pinned. */
  @property({ type: Number }) pinned = 0;
  /** Whether the series has a scan to choose the highest images from. */
  @property({ type: Boolean }) scanned = false;
  /** Why there is no report, in the interface's language. */
  @property() problem: string | undefined;
  /** The key that pins the image on the screen. */
  @property() pinKey = "";

  override render(): TemplateResult {
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
        <fieldset>
          <legend>${msg("Images")}</legend>
          ${this.#radio(
            "highest",
            html`${this.scanned ? msg("Those of the series that score highest") : msg("The image on the screen; score the series to choose among all")}`,
          )}
          ${this.scanned ? this.#count() : nothing}
          ${this.#radio("pinned", html`${msg(str`Those you pinned (${formatNumber(this.pinned)})`)} <kbd>${this.pinKey}</kbd>`, this.pinned === 0)}
        </fieldset>
        <label class="check"
          ><input
            type="checkbox"
            id="named"
            .checked=${live(this.choice.named)}
            @change=${(event: Event) => this.#choose({ named: (event.target as HTMLInputElement).checked })}
          />
          ${msg("With the patient's name")}</label
        >
        <div class="actions">
          ${this.#button("print", msg("Print or save as PDF"))} ${this.#button("save-png", msg("Save as PNG"))}
        </div>
      </form>
      <p role="status" class=${this.problem ? "problem" : "quiet"}>
        ${this.problem ?? (this.content ? nothing : msg("The report is being made…"))}
      </p>
      ${
        this.content
          ? html`<div class="paper" tabindex="0" role="region" aria-label=${msg("Preview of the report")}>
            <residua-report-sheet .content=${this.content}></residua-report-sheet>
          </div>`
          : nothing
      }`;
  }

  #radio(images: ReportChoice["images"], text: TemplateResult, disabled = false): TemplateResult {
    return html`<label class="check"
      ><input
        type="radio"
        name="images"
        value=${images}
        .checked=${live(this.choice.images === images)}
        ?disabled=${disabled}
        @change=${() => this.#choose({ images })}
      />
      ${text}</label
    >`;
  }

  #count(): TemplateResult {
    return html`<label class="count"
      >${msg("How many")}
      <select
        id="count"
        ?disabled=${this.choice.images !== "highest"}
        @change=${(event: Event) => this.#choose({ count: Number((event.target as HTMLSelectElement).value) })}
      >
        ${counts.map(
          (count) =>
            html`<option value=${count} ?selected=${count === this.choice.count}>${formatNumber(count)}</option>`,
        )}
      </select></label
    >`;
  }

  #button(command: ReportCommand, text: string): TemplateResult {
    return html`<wa-button
      size="s"
      appearance="outlined"
      data-command=${command}
      ?disabled=${!this.content}
      @click=${() => this.dispatchEvent(new ReportCommandEvent(command, this.choice))}
      >${text}</wa-button
    >`;
  }

  #choose(change: Partial<ReportChoice>): void {
    this.dispatchEvent(new ReportCommandEvent("update", { ...this.choice, ...change }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-report": ResiduaReport;
  }
}
