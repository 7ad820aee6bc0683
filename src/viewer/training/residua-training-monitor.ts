import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { BackendChoice } from "../../inference/engine.ts";
import type { EpochRecord, Preset, TrainingProgress } from "../../training/index.ts";
import "../../ui/icons/icon-library.ts";
import { formatMeasure, formatNumber } from "../../ui/localization/format.ts";
import type { LossPoint } from "../../ui/loss-points.ts";
import "../../ui/residua-loss-chart.ts";
import "../../ui/residua-reconstructions.ts";
import { backendName, backendReason } from "../../ui/texts/backend-text.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type TrainingCommand, TrainingCommandEvent } from "../events/training-command-event.ts";
import { durationText } from "./duration-text.ts";
import type { Preview } from "./preview.ts";
import { trainingMonitorStyles } from "./residua-training-monitor.styles.ts";
import type { TrainingStage } from "./training-run.ts";

/**
 * How a training goes, from its start to the finished model.
 *
 * @event residua-training-command - A button was pressed.
 */
@customElement("residua-training-monitor")
@localized()
export class ResiduaTrainingMonitor extends LitElement {
  static override readonly styles = [sharedStyles, trainingMonitorStyles];

  @property() stage: TrainingStage = "starting";
  @property({ attribute: false }) preset: Preset | undefined;
  @property({ attribute: false }) backend: BackendChoice | undefined;
  @property({ attribute: false }) points: readonly LossPoint[] = [];
  @property({ attribute: false }) progress: TrainingProgress | undefined;
  @property({ attribute: false }) history: readonly EpochRecord[] = [];
  @property({ attribute: false }) preview: Preview | undefined;
  @property({ type: Boolean }) notKept = false;
  /** Images calibrated on, so far and in all. */
  @property({ type: Number }) calibrated = 0;
  @property({ type: Number }) calibrationImages = 0;

  override render(): TemplateResult {
    const { preset, progress } = this;
    if (!preset) return html``;
    const steps = progress?.steps ?? preset.optimization.epochs;
    return html`<div class="top">
        <p role="status">${this.#headline(preset)}</p>
        ${this.#bar()}
        <div class="actions">${this.#actions()}</div>
      </div>
      ${this.notKept ? this.#notKept() : nothing}
      <dl>${this.#figures(preset)}</dl>
      <div class="figures">
        <section aria-labelledby="curves">
          <h2 id="curves">${msg("Curves")}</h2>
          <residua-loss-chart
            .points=${this.points}
            .steps=${steps}
            .epochs=${preset.optimization.epochs}
          ></residua-loss-chart>
        </section>
        <section aria-labelledby="preview">
          <h2 id="preview">${msg("Held-out images")}</h2>
          ${
            this.preview
              ? html`<residua-reconstructions
                .images=${this.preview.images}
                .height=${this.preview.height}
                .width=${this.preview.width}
              ></residua-reconstructions>`
              : html`<p class="quiet">${msg("After the first epoch: what the network makes of them.")}</p>`
          }
        </section>
      </div>`;
  }

  #headline({ name, optimization }: Preset): string {
    const done = formatNumber(this.history.length);
    const all = formatNumber(optimization.epochs);
    switch (this.stage) {
      case "training":
        return msg(
          str`Training ${name}: epoch ${formatNumber(this.progress?.epoch ?? this.history.length + 1)} of ${all}`,
        );
      case "paused":
        return msg(str`Paused: ${name}, ${done} of ${all} epochs done`);
      case "stopped":
        return msg(str`Stopped: ${name}, ${done} of ${all} epochs done`);
      case "calibrating":
        return msg(str`Calibrating ${name} on held-out images`);
      case "done":
        return msg(str`${name} is ready`);
      default:
        return msg(str`Starting ${name}: looking for the faster of graphics processor and processor`);
    }
  }

  #bar(): TemplateResult {
    if (this.stage === "calibrating") {
      const share = (100 * this.calibrated) / Math.max(1, this.calibrationImages);
      return html`<wa-progress-bar
        label=${msg("Calibration")}
        ?indeterminate=${this.calibrated === 0}
        .value=${share}
      ></wa-progress-bar>`;
    }
    const { progress } = this;
    return html`<wa-progress-bar
      label=${msg("Training")}
      ?indeterminate=${this.stage === "starting"}
      .value=${progress ? (100 * progress.step) / progress.steps : this.#epochShare()}
    ></wa-progress-bar>`;
  }

  #epochShare(): number {
    return (100 * this.history.length) / Math.max(1, this.preset?.optimization.epochs ?? 1);
  }

  #actions(): unknown {
    switch (this.stage) {
      case "training":
        return [
          this.#button("pause", msg("Pause")),
          this.#button("stop", msg("Stop and keep whole epochs")),
          this.#button("discard", msg("Cancel and delete")),
        ];
      case "paused":
        return [
          this.#button("go", msg("Go on"), true),
          this.#button("stop", msg("Stop and keep whole epochs")),
          this.#button("discard", msg("Cancel and delete")),
        ];
      case "stopped":
        return [
          this.#button("finish", msg("Calibrate and make the model"), true),
          this.#button("discard", msg("Delete the training")),
        ];
      case "done":
        return [
          this.#button("use", msg("Use it in the viewer now"), true),
          this.#button("download", msg("Download as .zip")),
          this.#button("discard", msg("Delete the training")),
        ];
      case "starting":
        return this.#button("discard", msg("Cancel and delete"));
      default:
        return nothing;
    }
  }

  #button(command: TrainingCommand, text: string, first = false): TemplateResult {
    return html`<wa-button
      id=${command}
      size="s"
      variant=${first ? "brand" : "neutral"}
      appearance=${first ? "accent" : "outlined"}
      @click=${() => this.dispatchEvent(new TrainingCommandEvent(command))}
      >${text}</wa-button
    >`;
  }

  #notKept(): TemplateResult {
    return html`<wa-callout size="s" variant="warning" appearance="filled-outlined">
      <wa-icon slot="icon" name="caution"></wa-icon>
      ${msg("This browser has no room to keep the training: closing or reloading the page would lose it.")}
    </wa-callout>`;
  }

  #figures({ optimization }: Preset): TemplateResult[] {
    const { progress, preview, backend } = this;
    const last = progress ?? this.history.at(-1);
    const running = this.stage === "training" || this.stage === "paused";
    const figure = (name: string, value: string | undefined, title = "") =>
      html`<div title=${title}><dt>${name}</dt><dd>${value ?? "–"}</dd></div>`;
    const fixed = (value: number | undefined) =>
      value === undefined
        ? undefined
        : formatNumber(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    return [
      figure(msg("Loss"), fixed(last?.loss)),
      figure(msg("Reconstruction"), fixed(last?.reconstruction)),
      figure(msg("KL, nats"), last && formatNumber(last.kl, { maximumFractionDigits: 1 })),
      figure(
        msg("ELBO, nats"),
        preview?.elbo === undefined ? undefined : formatNumber(Math.round(preview.elbo)),
        msg("Evidence lower bound of held-out images, an image, after the last whole epoch"),
      ),
      figure(
        msg("Epochs"),
        msg(str`${formatNumber(this.history.length)} of ${formatNumber(optimization.epochs)}`),
      ),
      ...(running
        ? [
            figure(msg("Images a second"), progress && formatMeasure(progress.imagesPerSecond)),
            figure(msg("Time left"), progress && durationText(progress.secondsLeft)),
          ]
        : []),
      figure(
        msg("Runs on"),
        backend && backendName(backend.name),
        backend && `${backend.device} (${backendReason(backend)})`,
      ),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-training-monitor": ResiduaTrainingMonitor;
  }
}
