import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import type { ResiduaSeriesStrip } from "../../src/ui/residua-series-strip.ts";
import { currentSession, followSession } from "./current-session.ts";
import type { Session } from "./session.ts";
import type { SessionSeries } from "./session-series.ts";

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
    this.style.cssText =
      "display:grid;grid-template:minmax(0,1fr)/auto minmax(0,1fr);height:100%;overflow:hidden";
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
    const [{ seriesOf }, { scanActiveSeries }] = await Promise.all([
      import("./session-series.ts"),
      import("./scan-series.ts"),
      import("../../src/ui/residua-panel.ts"),
      import("../../src/ui/residua-series-strip.ts"),
    ]);
    if (signal.aborted) return;
    const panel = document.createElement("residua-panel");
    const strip = document.createElement("residua-series-strip");
    const series = () => {
      const session = currentSession();
      return session && seriesOf(session);
    };
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
    panel.addEventListener("residua-override", ({ on }) => currentSession()?.override(on));
    panel.addEventListener("residua-model-use", ({ sha256 }) => currentSession()?.useModel(sha256));
    panel.addEventListener("residua-retry", () => currentSession()?.retry());
    panel.addEventListener("residua-scan-command", ({ command }) => {
      const session = currentSession();
      if (command === "start") {
        if (session) void scanActiveSeries(session);
      } else if (command === "clear") void series()?.clear();
      else series()?.scan?.[command]();
    });
    panel.addEventListener("residua-series-region-select", ({ region }) => series()?.showRegion(region));
    strip.addEventListener("residua-slice-select", ({ index }) => series()?.goTo(index));
    // Beside the strip, whether it is there or not.
    panel.style.gridColumn = "2";
    this.replaceChildren(strip, panel);
    let known: Session | undefined;
    followSession((session) => {
      show(panel, session);
      if (session === known) return;
      known = session;
      if (!session) return showSeries(panel, strip, undefined);
      session.addEventListener("probe", () => showProbe(panel, session), { signal });
      const shown = seriesOf(session);
      shown.addEventListener("change", () => showSeries(panel, strip, shown), { signal });
      showSeries(panel, strip, shown);
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

/** The strip is the series' scroll bar, and there is none where a series is one image. */
function showSeries(panel: ResiduaPanel, strip: ResiduaSeriesStrip, series: SessionSeries | undefined): void {
  const data = series?.data;
  panel.series = data;
  panel.plane = series?.plane;
  panel.drawRegion = series?.drawRegion;
  strip.hidden = data === undefined;
  strip.images = data?.images ?? [];
  strip.current = data?.current ?? 0;
}

/** By itself: the pointer moves often, and nothing else in the panel depends on it. */
function showProbe(panel: ResiduaPanel, { probe }: Session): void {
  panel.probe = probe;
  panel.probeSpoken = false;
}

if (!customElements.get(OhifPanel.tag)) customElements.define(OhifPanel.tag, OhifPanel);
