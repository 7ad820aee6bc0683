import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import icon from "../../../assets/icons/residua.svg?url";
import { formatNumber } from "../../ui/localization/format.ts";
import "../../ui/residua-language-switch.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { themeStyles } from "../../ui/theme/theme.styles.ts";
import { controlStyles } from "./controls.styles.ts";
import "./residua-monitoring.ts";
import "./residua-sign-in.ts";
import type { SignInEvent } from "./residua-sign-in.ts";
import type { ResiduaStudyPanel } from "./residua-study-panel.ts";
import "./residua-study-panel.ts";
import { worklistStyles } from "./residua-worklist.styles.ts";
import "./residua-worklist-filters.ts";
import "./residua-worklist-table.ts";
import type {
  DecisionEvent,
  QueryEvent,
  StudyAction,
  StudyActionEvent,
  StudyEvent,
} from "./worklist-events.ts";
import { WorklistState } from "./worklist-state.ts";

/** The page: the list on the left, the chosen study on the right. */
@customElement("residua-worklist")
@localized()
export class ResiduaWorklist extends LitElement {
  static override readonly styles = [themeStyles, sharedStyles, controlStyles, worklistStyles];

  readonly #state = new WorklistState(this);
  readonly #listeners = new AbortController();
  @state() private monitoring = false;
  @state() private asking = false;
  @query("residua-study-panel") private readonly panel!: ResiduaStudyPanel;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey, { signal: this.#listeners.signal });
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listeners.abort();
  }

  override render(): TemplateResult {
    const { session } = this.#state;
    return html`${this.#header()}
      ${
        session
          ? this.#list()
          : this.asking
            ? html`<main class="sign-in">
              <residua-sign-in
                .problem=${this.#state.problem}
                @residua-sign-in=${(event: SignInEvent) => this.#state.begin(event.token)}
              ></residua-sign-in>
            </main>`
            : nothing
      }`;
  }

  #header(): TemplateResult {
    const { session } = this.#state;
    return html`<header>
      <img src=${icon} alt="" width="22" height="22" />
      <h1>${msg("Worklist")}</h1>
      <span class="quiet">${msg("Not for diagnostic use")}</span>
      <div class="end">
        <residua-language-switch></residua-language-switch>
        ${
          session
            ? html`<button
                  type="button"
                  class="action"
                  aria-pressed=${this.monitoring ? "true" : "false"}
                  @click=${this.#toggleMonitoring}
                >
                  ${msg("Monitoring")}
                </button>
                <span>${session.name}</span>
                <button type="button" class="action" @click=${() => this.#state.end()}>${msg("Sign out")}</button>`
            : nothing
        }
      </div>
    </header>`;
  }

  #list(): TemplateResult {
    const { worklist, query, detail, session, problem } = this.#state;
    return html`<main>
      <section class="list" aria-label=${msg("Studies")}>
        ${this.monitoring ? html`<residua-monitoring .figures=${this.#state.monitoring}></residua-monitoring>` : nothing}
        <residua-worklist-filters
          .query=${query}
          .worklist=${worklist}
          @residua-query=${this.#onQuery}
        ></residua-worklist-filters>
        <p class="quiet">
          ${msg("The order is the one you choose; the model's findings set no priority.")}
          ${session?.blinded ? msg("Scores are hidden until you have given your opinion.") : nothing}
        </p>
        ${problem ? html`<p role="alert">${problem}</p>` : nothing}
        <div class="scroll">
          <residua-worklist-table
            .studies=${worklist?.studies ?? []}
            .query=${query}
            .selected=${detail?.study.uid}
            @residua-query=${this.#onQuery}
            @residua-study=${(event: StudyEvent) => this.#state.select(event.study.uid)}
          ></residua-worklist-table>
          ${worklist?.total === 0 ? html`<p class="empty">${msg("No study is in the list yet, or none fits the filter.")}</p>` : nothing}
        </div>
        ${this.#pages()}
      </section>
      <aside aria-label=${msg("The chosen study")}>
        <residua-study-panel
          .detail=${detail}
          .reviewer=${session?.name ?? ""}
          ?readonly=${!this.#state.canDecide}
          @residua-decision=${(event: DecisionEvent) => this.#state.decide(event.decision)}
          @residua-study-action=${(event: StudyActionEvent) => this.#act(event.action)}
        ></residua-study-panel>
      </aside>
    </main>`;
  }

  #pages(): TemplateResult | typeof nothing {
    const { worklist, query } = this.#state;
    const { offset = 0, limit = 50 } = query;
    if (!worklist) return nothing;
    const last = Math.min(worklist.total, offset + limit);
    const to = (start: number) => () => this.#state.change({ offset: start });
    return html`<nav class="row" aria-label=${msg("Pages")}>
      <button type="button" class="action" ?disabled=${offset === 0} @click=${to(Math.max(0, offset - limit))}>
        ${msg("Back")}
      </button>
      <span>
        ${msg(str`${formatNumber(Math.min(offset + 1, last))} to ${formatNumber(last)} of ${formatNumber(worklist.total)}`)}
      </span>
      <button type="button" class="action" ?disabled=${last >= worklist.total} @click=${to(offset + limit)}>
        ${msg("Further")}
      </button>
    </nav>`;
  }

  async #begin(): Promise<void> {
    const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
    // Good once, and not to be found in the history.
    if (token !== undefined) history.replaceState(null, "", location.pathname);
    await this.#state.begin(token);
    this.asking = true;
  }

  readonly #toggleMonitoring = (): void => {
    this.monitoring = !this.monitoring;
    this.#state.watchMonitoring(this.monitoring);
  };

  readonly #onQuery = (event: QueryEvent): void => this.#state.change(event.change);

  #act(action: StudyAction): void {
    if (action === "open") this.#open();
    else if (action === "next") void this.#state.step(1);
    else if (action === "previous") void this.#state.step(-1);
    else if (this.#state.canDecide) void this.#state.act(action);
  }

  /** In a tab of its own, which further studies use again. */
  #open(): void {
    const { selected } = this.#state;
    if (!selected) return;
    const query = new URLSearchParams({ study: selected.uid });
    if (selected.worst) {
      query.set("image", selected.worst.instance);
      query.set("frame", String(selected.worst.frame));
    }
    if (selected.hidden) query.set("overlay", "off");
    window.open(`/viewer/?${query}`, "residua-viewer");
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { session } = this.#state;
    if (!session || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && target.matches("input, select, textarea")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const action = this.#keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  };

  readonly #keys: Readonly<Record<string, () => void>> = {
    a: () => this.panel.decide("accept"),
    r: () => this.panel.decide("reject"),
    u: () => this.panel.decide("uncertain"),
    z: () => this.#act("undo"),
    t: () => this.#act("assign"),
    o: () => this.#act("open"),
    j: () => this.#act("next"),
    k: () => this.#act("previous"),
    arrowdown: () => this.#act("next"),
    arrowup: () => this.#act("previous"),
    "/": () =>
      this.renderRoot.querySelector("residua-worklist-filters")?.renderRoot.querySelector("input")?.focus(),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-worklist": ResiduaWorklist;
  }
}
