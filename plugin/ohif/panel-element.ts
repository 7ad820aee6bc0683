import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import { currentSession, followSession } from "./current-session.ts";
import type { Session } from "./session.ts";

/**
 * The panel in OHIF's side panel. It shows the active viewport. Its controls are fetched when it is first opened: most
 * stays in a viewer do without.
 */
export class OhifPanel extends HTMLElement {
  static readonly tag = "residua-ohif-panel";
  #lifetime = new AbortController();

  connectedCallback(): void {
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    this.style.cssText = "display:block;height:100%;overflow:hidden";
    let known: Session | undefined;
    followSession((session) => {
      if (session === known) return;
      known = session;
      // Whoever opens the panel wants to know what it says of the image.
      void session?.start();
    }, signal);
    void this.#fill(signal);
  }

  disconnectedCallback(): void {
    this.#lifetime.abort();
    this.replaceChildren();
  }

  async #fill(signal: AbortSignal): Promise<void> {
    await import("../../src/ui/residua-panel.ts");
    if (signal.aborted) return;
    const panel = document.createElement("residua-panel");
    panel.addEventListener("residua-overlay-toggle", ({ enabled }) => {
      const session = currentSession();
      if (session) session.enabled = enabled;
    });
    panel.addEventListener("residua-overlay-style", ({ change }) => currentSession()?.changeStyle(change));
    panel.addEventListener("residua-region-select", ({ region }) =>
      currentSession()?.selectRegion(region.id),
    );
    panel.addEventListener("residua-compare", ({ mode }) => currentSession()?.compare(mode));
    panel.addEventListener("residua-region-focus", ({ region }) => {
      panel.probe = region && currentSession()?.probeRegion(region);
      panel.probeSpoken = region !== undefined;
    });
    panel.addEventListener("residua-retry", () => currentSession()?.retry());
    this.replaceChildren(panel);
    let known: Session | undefined;
    followSession((session) => {
      show(panel, session);
      if (session === known) return;
      known = session;
      session?.addEventListener("probe", () => showProbe(panel, session), { signal });
    }, signal);
  }
}

function show(panel: ResiduaPanel, session: Session | undefined): void {
  if (!session) {
    panel.state = "idle";
    return;
  }
  Object.assign(panel, session.snapshot());
}

/** By itself: the pointer moves often, and nothing else in the panel depends on it. */
function showProbe(panel: ResiduaPanel, { probe }: Session): void {
  panel.probe = probe;
  panel.probeSpoken = false;
}

if (!customElements.get(OhifPanel.tag)) customElements.define(OhifPanel.tag, OhifPanel);
