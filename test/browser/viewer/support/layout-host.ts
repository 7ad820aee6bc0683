import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { ResiduaViewport } from "../../../../src/viewer/elements/residua-viewport.ts";
import { groupSeries } from "../../../../src/viewer/files/group-series.ts";
import { openFiles } from "../../../../src/viewer/files/open-files.ts";
import type { Series } from "../../../../src/viewer/files/series.ts";
import { pageLayoutStyles } from "../../../../src/viewer/layout/page-layout.styles.ts";
import { PageLayout } from "../../../../src/viewer/layout/page-layout.ts";
import type { Viewports } from "../../../../src/viewer/layout/viewports.ts";
import { initCornerstone } from "../../../../src/viewer/stack/cornerstone.ts";
import type { ImageViewport } from "../../../../src/viewer/stack/page-stage.ts";
import { registerFile } from "../../../../src/viewer/stack/register-file.ts";
import { type SeriesPlan, seriesFiles } from "./series-files.ts";

/** The middle of the page alone. */
@customElement("test-layout-host")
export class LayoutHost extends LitElement {
  static override readonly styles = pageLayoutStyles;

  series: readonly Series[] = [];
  /** Which image each viewport has last told of. */
  readonly #told = new WeakMap<EventTarget, string | undefined>();
  /** As the overlays get to know them. */
  followed: readonly ImageViewport[] = [];
  followedActive: ImageViewport | undefined;
  readonly layout = new PageLayout(this, {
    series: () => this.series,
    elements: () => this.elements,
    onChange: () => this.dispatchEvent(new Event("change")),
    onViewports: (viewports, active) => {
      this.followed = viewports;
      this.followedActive = active;
      this.dispatchEvent(new Event("viewports"));
      this.dispatchEvent(new Event("change"));
    },
    onImageError: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });

  constructor() {
    super();
    this.addEventListener("residua-view-change", (event) => {
      this.#told.set(event.composedPath()[0]!, event.view?.imageId);
    });
  }

  get viewports(): Viewports {
    return this.layout.viewports;
  }

  get elements(): ResiduaViewport[] {
    return [...this.renderRoot.querySelectorAll("residua-viewport")];
  }

  override render(): TemplateResult {
    return html`${this.layout.render()}${this.layout.renderMessages()}`;
  }

  /** Waits until something holds; looked at whenever the viewports change. */
  reaches(found: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const types = ["change", "residua-view-change"] as const;
      const check = () => {
        if (!found()) return;
        for (const type of types) this.removeEventListener(type, check);
        resolve();
      };
      for (const type of types) this.addEventListener(type, check);
      check();
    });
  }

  /** Waits until each viewport shows its series' image, and has told the page so. */
  async shown(): Promise<void> {
    await this.updateComplete;
    await Promise.all(this.elements.map(({ updateComplete }) => updateComplete));
    await Promise.all(this.elements.map(({ shown }) => shown));
    await this.reaches(() =>
      this.elements.every((element) => {
        const { series, state } = element;
        return !series || (state?.loaded && state.imageId === this.#told.get(element));
      }),
    );
  }
}

export async function openSeries(...plans: readonly SeriesPlan[]): Promise<Series[]> {
  await initCornerstone();
  const { images, refused } = await openFiles(plans.flatMap(seriesFiles), { register: registerFile });
  if (refused.length > 0) throw new Error(`refused: ${refused.map(({ reason }) => reason).join()}`);
  const series = groupSeries(images);
  return plans.map((plan) => series.find(({ description }) => description === `series ${plan.series}`)!);
}

export async function openHost(series: readonly Series[]): Promise<LayoutHost> {
  const host = new LayoutHost();
  host.series = series;
  host.style.cssText = "display: block; position: fixed; inset: 0; width: 500px; height: 400px";
  document.body.append(host);
  await host.updateComplete;
  if (series[0]) host.viewports.show(series[0], undefined);
  await host.shown();
  return host;
}
