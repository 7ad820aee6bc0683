import type { ReactiveController, ReactiveControllerHost } from "lit";
import type {
  DecisionInput,
  Monitoring,
  Session,
  StudyDetail,
  StudyRow,
  Worklist,
  WorklistQuery,
} from "../api/schemas.ts";
import { ApiClient, ApiError } from "./api-client.ts";

/** Changes that follow each other at once are asked for together, ms. */
const settling = 300;

/** What the page knows of the server, kept up to date by its events. */
export class WorklistState implements ReactiveController {
  session: Session | undefined;
  worklist: Worklist | undefined;
  detail: StudyDetail | undefined;
  monitoring: Monitoring | undefined;
  /** Why the last thing did not work, in words. */
  problem = "";
  query: Partial<WorklistQuery> = { sort: "date", order: "descending", reading: "all", offset: 0, limit: 50 };
  readonly #host: ReactiveControllerHost;
  readonly #api = new ApiClient();
  #unlisten = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #loading = new AbortController();
  #detailLoading = new AbortController();
  /** Figures are fetched while they are shown. */
  #watched = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  get selected(): StudyRow | undefined {
    return this.detail?.study;
  }

  get canDecide(): boolean {
    return this.session !== undefined && this.session.role !== "reader";
  }

  /** Signs in with a token, or goes on with the session that the browser has. */
  async begin(token?: string): Promise<void> {
    await this.#try(async () => {
      this.session = token === undefined ? await this.#api.session() : await this.#api.signIn(token);
      this.#unlisten();
      // The stream's first word makes the page load the list.
      this.#unlisten = this.#api.listen(() => this.refresh());
    });
  }

  async end(): Promise<void> {
    await this.#try(() => this.#api.signOut());
    this.#stop();
    this.session = undefined;
    this.worklist = undefined;
    this.detail = undefined;
    this.#host.requestUpdate();
  }

  change(change: Partial<WorklistQuery>): void {
    this.query = { ...this.query, ...change };
    this.#host.requestUpdate();
    this.refresh();
  }

  /** Soon: events and keystrokes come in numbers. */
  refresh(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#load();
    }, settling);
  }

  async select(uid: string): Promise<void> {
    this.#detailLoading.abort();
    this.#detailLoading = new AbortController();
    const { signal } = this.#detailLoading;
    await this.#try(async () => {
      this.detail = await this.#api.study(uid, signal);
    });
  }

  /** The study before or after the chosen one in the list. */
  async step(by: 1 | -1): Promise<void> {
    const studies = this.worklist?.studies ?? [];
    const at = studies.findIndex(({ uid }) => uid === this.selected?.uid);
    const next = studies[at < 0 ? 0 : at + by];
    if (next) await this.select(next.uid);
  }

  /** Writes the verdict and goes on to the next study. */
  async decide(decision: DecisionInput): Promise<void> {
    const { selected } = this;
    if (!selected) return;
    const studies = this.worklist?.studies ?? [];
    const next = studies[studies.findIndex(({ uid }) => uid === selected.uid) + 1];
    await this.#try(async () => {
      await this.#api.decide(selected.uid, decision);
      // In a blinded reading the reviewer now sees what the model says.
      await this.select(selected.hidden || !next ? selected.uid : next.uid);
      await this.#load();
    });
  }

  async act(action: "undo" | "assign" | "release"): Promise<void> {
    const { selected } = this;
    if (!selected) return;
    await this.#try(async () => {
      await this.#api[action](selected.uid);
      await this.select(selected.uid);
      await this.#load();
    });
  }

  watchMonitoring(watched: boolean): void {
    this.#watched = watched;
    this.monitoring = undefined;
    if (watched) this.refresh();
    this.#host.requestUpdate();
  }

  async #load(): Promise<void> {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    await this.#try(async () => {
      this.worklist = await this.#api.worklist(this.query, signal);
      if (this.#watched) this.monitoring = await this.#api.monitoring(signal);
      const shown = this.worklist.studies.find(({ uid }) => uid === this.selected?.uid);
      if (shown && this.detail) this.detail = { ...this.detail, study: shown };
    });
  }

  async #try(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
      this.problem = "";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      if (error instanceof ApiError && error.code === "sign-in") this.session = undefined;
      else this.problem = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }

  #stop(): void {
    this.#unlisten();
    this.#unlisten = () => {};
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#loading.abort();
    this.#detailLoading.abort();
  }
}
