import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { OwnModel } from "../../../plugin/index.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { toProblem } from "../../ui/problem.ts";
import type { ModelsToUse } from "../residua/residua-link.ts";
import { type BundleFiles, readBundleFiles } from "./bundle-archive.ts";
import { chosenModel, rememberChoice } from "./chosen-model.ts";
import { isRecalibrated } from "./is-recalibrated.ts";
import { type KeptModel, keepModel, listModels, removeModel } from "./model-store.ts";

/** The models that the user added, and which one is used. */
export class OwnModels implements ReactiveController {
  models: readonly KeptModel[] = [];
  /** SHA-256 of the one that is used for every image; undefined where each image gets the model that suits it. */
  chosen: string | undefined = chosenModel();
  /** Why the last one was not added or removed. */
  problem: Problem | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #onChoice: () => void;
  #cardUrls: readonly string[] = [];

  /** @param onChoice other models are to be used */
  constructor(host: ReactiveControllerHost, onChoice: () => void) {
    this.#host = host;
    this.#onChoice = onChoice;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#revokeCards();
  }

  /** Where the browser keeps nothing there are none. */
  async load(): Promise<void> {
    this.models = await listModels().catch(() => []);
    if (!this.models.some(({ sha256 }) => sha256 === this.chosen)) this.chosen = undefined;
    this.#host.requestUpdate();
  }

  /** What the plugin is given; the links to cards that it was given before end. */
  forPlugin(): ModelsToUse {
    this.#revokeCards();
    const model = this.models.find(({ sha256 }) => sha256 === this.chosen);
    if (model) return { model: this.#own(model) };
    const candidates = this.models.map((kept) => ({
      ...this.#own(kept),
      name: `${kept.name} ${kept.version}`,
      applicability: kept.applicability,
      // Whoever recalibrated a model wants its new thresholds, not the installed one's.
      first: isRecalibrated(kept.version),
    }));
    // Among models that suit an image equally the newest is taken.
    return { candidates: candidates.reverse() };
  }

  /** Adds a model and uses it. */
  add(files: readonly File[]): Promise<void> {
    return this.#guard(async () => {
      const model = await keepModel(await readBundleFiles(files));
      await this.load();
      this.choose(model.sha256);
    });
  }

  /**
   * Keeps a model that was recalibrated. It is used for the images that it is for; where the user had chosen one model
   * for all images, for all.
   *
   * @returns whether it is kept
   */
  async keep(files: BundleFiles): Promise<boolean> {
    await this.#guard(async () => {
      const { sha256 } = await keepModel(files);
      await this.load();
      if (this.chosen === undefined) this.#onChoice();
      else this.choose(sha256);
    });
    return this.problem === undefined;
  }

  remove(sha256: string): Promise<void> {
    return this.#guard(async () => {
      await removeModel(sha256);
      const used = this.chosen === undefined || this.chosen === sha256;
      if (this.chosen === sha256) rememberChoice(undefined);
      await this.load();
      if (used) this.#onChoice();
    });
  }

  choose(sha256: string | undefined): void {
    if (sha256 === this.chosen) return;
    this.chosen = sha256;
    rememberChoice(sha256);
    this.#host.requestUpdate();
    this.#onChoice();
  }

  dismissProblem(): void {
    this.problem = undefined;
    this.#host.requestUpdate();
  }

  #own({ sha256, files }: KeptModel): OwnModel {
    const card = files.get("CARD.md");
    if (!card) return { sha256, files };
    const cardUrl = URL.createObjectURL(new Blob([card], { type: "text/plain; charset=utf-8" }));
    this.#cardUrls = [...this.#cardUrls, cardUrl];
    return { sha256, files, cardUrl };
  }

  #revokeCards(): void {
    for (const url of this.#cardUrls) URL.revokeObjectURL(url);
    this.#cardUrls = [];
  }

  async #guard(act: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    await act().catch((error: unknown) => {
      this.problem = toProblem(error);
    });
    this.#host.requestUpdate();
  }
}
