import { cornerText } from "../../src/ui/texts/host-text.ts";
import { followSession } from "./current-session.ts";
import type { Session } from "./session.ts";

const viewportAttribute = "data-viewport";

/** The score in a viewport's corner; empty where there is none. */
export class OhifCorner extends HTMLElement {
  static readonly tag = "residua-ohif-corner";
  static readonly observedAttributes = [viewportAttribute];
  #lifetime = new AbortController();

  connectedCallback(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    followSession((session) => this.#show(session), this.#lifetime.signal);
  }

  disconnectedCallback(): void {
    this.#lifetime.abort();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.connectedCallback();
  }

  #show(session: Session | undefined): void {
    const viewportId = this.getAttribute(viewportAttribute) ?? undefined;
    const { result, state } = session?.snapshot(viewportId) ?? {};
    const shown = result && state === "ready";
    this.textContent = shown ? cornerText(result) : "";
    this.title = shown ? `${result.model.id} ${result.model.version} ${result.model.sha256.slice(0, 8)}` : "";
  }
}

if (!customElements.get(OhifCorner.tag)) customElements.define(OhifCorner.tag, OhifCorner);
