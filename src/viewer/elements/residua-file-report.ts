import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { DismissEvent } from "../events/dismiss-event.ts";
import type { RefusedFile } from "../files/open-files.ts";
import type { RefusalReason } from "../files/refusal.ts";
import { refusalText } from "../texts/refusal-text.ts";
import { fileReportStyles } from "./residua-file-report.styles.ts";

/** As many names as anyone reads; the count says how many there are. */
const shownNames = 50;

/**
 * The files that were not opened, by reason, with a sentence for each.
 *
 * @event residua-dismiss - The user has read it.
 * @csspart reason - Each reason with its files.
 */
@customElement("residua-file-report")
@localized()
export class ResiduaFileReport extends LitElement {
  static override readonly styles = [sharedStyles, fileReportStyles];

  @property({ attribute: false }) refused: readonly RefusedFile[] = [];

  override render(): TemplateResult {
    const count = this.refused.length;
    if (count === 0) return html``;
    const byReason = groupByReason(this.refused);
    return html`<section role="status" aria-labelledby="title">
      <header>
        <wa-icon name="caution"></wa-icon>
        <h2 id="title">
          ${count === 1 ? msg("1 file was not opened") : msg(str`${formatNumber(count)} files were not opened`)}
        </h2>
        <button
          type="button"
          aria-label=${msg("Close")}
          @click=${() => this.dispatchEvent(new DismissEvent())}
        >
          <wa-icon name="close"></wa-icon>
        </button>
      </header>
      <ul tabindex="0" aria-labelledby="title">
        ${[...byReason].map(([reason, files]) => this.#reason(reason, files))}
      </ul>
    </section>`;
  }

  #reason(reason: RefusalReason, files: readonly RefusedFile[]): TemplateResult {
    const names = files.slice(0, shownNames).map(({ fileName }) => fileName);
    const more = files.length - names.length;
    return html`<li part="reason">
      <p>${refusalText(reason)} <span class="quiet number">(${formatNumber(files.length)})</span></p>
      <p class="quiet names">
        ${names.join(", ")}${more > 0 ? msg(str` and ${formatNumber(more)} more`) : ""}
      </p>
    </li>`;
  }
}

function groupByReason(files: readonly RefusedFile[]): Map<RefusalReason, RefusedFile[]> {
  const groups = new Map<RefusalReason, RefusedFile[]>();
  for (const file of files) groups.set(file.reason, [...(groups.get(file.reason) ?? []), file]);
  return groups;
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-file-report": ResiduaFileReport;
  }
}
