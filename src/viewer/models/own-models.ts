import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { OwnModel } from "../../../plugin/index.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { toProblem } from "../../ui/problem.ts";
import { readBundleFiles } from "./bundle-archive.ts";
import { chosenModel, rememberChoice } from "./chosen-model.ts";
import { type KeptModel, keepModel, listModels, removeModel } from "./model-store.ts";

/** The models that the user added, and which one is used. */
export class OwnModels implements ReactiveController {
  models: readonly KeptModel[] = [];
  /** SHA-256 of the one that is used; undefined for the installed models. */
  chosen: string | undefined = chosenModel();
  /** Why the last one was not added or removed. */
  problem: Problem | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #onChoice: () => void;
  #cardUrl: string | undefined;

  /** @param onChoice another model is to be used */
  constructor(host: ReactiveControllerHost, onChoice: () => void) {
    this.#host = host;
    this.#onChoice = onChoice;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#cardUrl) URL.revokeObjectURL(this.#cardUrl);
  }

  /** Where the browser keeps nothing there are none. */
  async load(): Promise<void> {
    this.models = await listModels().catch(() => []);
    if (!this.models.some(({ sha256 }) => sha256 === this.chosen)) this.chosen = undefined;
    this.#host.requestUpdate();
  }

  /** What the plugin is given; the link to the card that it was given before ends. */
  forPlugin(): OwnModel | undefined {
    const model = this.models.find(({ sha256 }) => sha256 === this.chosen);
    if (!model) return undefined;
    if (this.#cardUrl) URL.revokeObjectURL(this.#cardUrl);
    const card = model.files.get("CARD.md");
    this.#cardUrl = card && URL.createObjectURL(new Blob([card], { type: "text/plain; charset=utf-8" }));
    const { sha256, files } = model;
    return { sha256, files, ...(this.#cardUrl ? { cardUrl: this.#cardUrl } : {}) };
  }

  /** Adds a model and uses it. */
  add(files: readonly File[]): Promise<void> {
    return this.#guard(async () => {
      const model = await keepModel(await readBundleFiles(files));
      await this.load();
      this.choose(model.sha256);
    });
  }

  remove(sha256: string): Promise<void> {
    return this.#guard(async () => {
      await removeModel(sha256);
      if (sha256 === this.chosen) this.choose(undefined);
      await this.load();
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

  async #guard(act: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    await act().catch((error: unknown) => {
      this.problem = toProblem(error);
    });
    this.#host.requestUpdate();
  }
}
