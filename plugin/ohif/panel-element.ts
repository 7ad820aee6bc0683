import "../../src/ui/residua-panel.ts";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import { currentSession, followSession } from "./current-session.ts";
import type { Session } from "./session.ts";

/** The panel in OHIF's side panel. It shows the active viewport. */
export class OhifPanel extends HTMLElement {
  static readonly tag = "residua-ohif-panel";
  #lifetime = new AbortController();

  connectedCallback(): void {
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    const panel = document.createElement("residua-panel");
    this.style.cssText = "display:block;height:100%;overflow:hidden";
    this.replaceChildren(panel);
    panel.addEventListener("residua-overlay-toggle", ({ enabled }) => {
      const session = currentSession();
      if (session) session.enabled = enabled;
    });
    panel.addEventListener("residua-overlay-style", ({ change }) => currentSession()?.changeStyle(change));
    panel.addEventListener("residua-region-select", ({ region }) =>
      currentSession()?.selectRegion(region.id),
    );
    panel.addEventListener("residua-retry", () => currentSession()?.retry());
    let known: Session | undefined;
    followSession((session) => {
      show(panel, session);
      if (session === known) return;
      known = session;
      // Whoever opens the panel wants to know what it says of the image.
      void session?.start();
    }, signal);
  }

  disconnectedCallback(): void {
    this.#lifetime.abort();
    this.replaceChildren();
  }
}

function show(panel: ResiduaPanel, session: Session | undefined): void {
  if (!session) {
    panel.state = "idle";
    return;
  }
  Object.assign(panel, session.snapshot());
}

if (!customElements.get(OhifPanel.tag)) customElements.define(OhifPanel.tag, OhifPanel);
