import { studyScoreSource, studyScoreText } from "../../src/ui/texts/study-score-text.ts";
import type { Host } from "./host-types.ts";
import { rememberStored, scoreChanges, studyScore } from "./study-scores.ts";

const studyAttribute = "data-study";
const modalitiesAttribute = "data-modalities";

/** Whose server is asked. */
let host: Host | undefined;

export function askServerOf(given: Host): void {
  host = given;
}

/**
 * A study's score in OHIF's list: what is kept in this browser, or what a report on the server says, whichever is more
 * unusual. The server is asked once the row is on the screen, only of studies that hold reports, and no longer than the
 * row is there.
 */
export class OhifStudyScore extends HTMLElement {
  static readonly tag = "residua-ohif-study-score";
  static readonly observedAttributes = [studyAttribute, modalitiesAttribute];
  #lifetime = new AbortController();

  connectedCallback(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    scoreChanges.addEventListener("change", () => this.#show(), { signal });
    this.#show();
    if (!/\bSR\b/.test(this.getAttribute(modalitiesAttribute) ?? "SR")) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      void this.#ask(signal);
    });
    seen.observe(this);
    signal.addEventListener("abort", () => seen.disconnect(), { once: true });
  }

  disconnectedCallback(): void {
    this.#lifetime.abort();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.connectedCallback();
  }

  get #study(): string {
    return this.getAttribute(studyAttribute) ?? "";
  }

  async #ask(signal: AbortSignal): Promise<void> {
    if (!host) return;
    try {
      const { storedStudyScore } = await import("./stored-scores.ts");
      rememberStored(this.#study, await storedStudyScore(host, this.#study, signal));
    } catch {
      // The row has gone, or the files have: the list shows what is known.
    }
  }

  #show(): void {
    const score = studyScore(this.#study);
    this.textContent = score ? studyScoreText(score) : "";
    this.title = score ? studyScoreSource(score.source) : "";
  }
}

if (!customElements.get(OhifStudyScore.tag)) customElements.define(OhifStudyScore.tag, OhifStudyScore);
