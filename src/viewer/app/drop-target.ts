import type { ReactiveController, ReactiveControllerHost } from "lit";
import { droppedFiles } from "../files/dropped-files.ts";
import type { PathFile } from "../files/path-file.ts";

/** Takes files and folders that are dropped anywhere on the page. */
export class DropTarget implements ReactiveController {
  /** Whether files are being dragged over the page. */
  active = false;
  readonly #host: ReactiveControllerHost;
  readonly #onDrop: (files: Promise<PathFile[]>) => void;
  #listeners: AbortController | undefined;
  /** `dragenter` and `dragleave` come in pairs for every element under way. */
  #depth = 0;

  constructor(host: ReactiveControllerHost, onDrop: (files: Promise<PathFile[]>) => void) {
    this.#host = host;
    this.#onDrop = onDrop;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // Series of the list are dragged too, onto one viewport.
    addEventListener("dragenter", (event) => hasFiles(event) && this.#enter(1), { signal });
    addEventListener("dragleave", (event) => hasFiles(event) && this.#enter(-1), { signal });
    addEventListener("dragover", (event) => event.preventDefault(), { signal });
    addEventListener("drop", (event) => this.#drop(event), { signal });
  }

  hostDisconnected(): void {
    this.#listeners?.abort();
  }

  #drop(event: DragEvent): void {
    // Without this the browser leaves the page for the file.
    event.preventDefault();
    this.#depth = 0;
    this.#enter(0);
    if (event.dataTransfer && hasFiles(event)) this.#onDrop(droppedFiles(event.dataTransfer));
  }

  #enter(step: number): void {
    this.#depth = Math.max(0, this.#depth + step);
    const active = this.#depth > 0;
    if (active === this.active) return;
    this.active = active;
    this.#host.requestUpdate();
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
