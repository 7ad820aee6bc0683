export interface SwipeDividerOptions {
  /** The viewport's element. */
  readonly element: HTMLElement;
  /** What a screen reader calls it. */
  readonly label: string;
  /** 0..1 of the viewport's width. */
  readonly position: number;
  readonly onMove: (position: number) => void;
}

/** Share of the width that an arrow key moves it by, and with Shift or a page key. */
const [step, leap] = [0.02, 0.1];
/** CSS pixels; WCAG 2.2's smallest target (2.5.8). */
const grip = 24;

/** The vertical line between image and reconstruction: dragged by mouse, pen and finger, moved by the arrow keys. */
export class SwipeDivider {
  readonly #options: SwipeDividerOptions;
  readonly #handle = document.createElement("div");
  readonly #listeners = new AbortController();
  #position: number;

  constructor(options: SwipeDividerOptions) {
    this.#options = options;
    this.#position = options.position;
    const handle = this.#handle;
    handle.className = "residua-swipe";
    handle.tabIndex = 0;
    handle.style.cssText = `position:absolute;top:0;bottom:0;width:${grip}px;margin-left:-${grip / 2}px;cursor:ew-resize;touch-action:none;outline:none`;
    for (const [name, value] of Object.entries({
      role: "slider",
      "aria-label": options.label,
      "aria-orientation": "horizontal",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
    })) {
      handle.setAttribute(name, value);
    }
    handle.append(line(), knob());
    this.#listen();
    this.#place();
    (options.element.querySelector(".viewport-element") ?? options.element).append(handle);
  }

  set label(label: string) {
    this.#handle.setAttribute("aria-label", label);
  }

  dispose(): void {
    this.#listeners.abort();
    this.#handle.remove();
  }

  #listen(): void {
    const handle = this.#handle;
    const { signal } = this.#listeners;
    handle.addEventListener("pointerdown", this.#onPointer, { signal });
    handle.addEventListener("pointermove", this.#onPointer, { signal });
    handle.addEventListener("keydown", this.#onKey, { signal });
    // The host's tools listen on the viewport: they would draw, or change the window, with the same movement.
    for (const type of ["mousedown", "touchstart", "dblclick"]) {
      handle.addEventListener(type, (event) => event.stopPropagation(), { signal });
    }
    const ring = () => {
      const shown = handle.matches(":focus-visible");
      (handle.lastElementChild as HTMLElement).style.outline = shown ? "3px solid #8cc4ff" : "none";
    };
    handle.addEventListener("focus", ring, { signal });
    handle.addEventListener("blur", ring, { signal });
  }

  #place(): void {
    this.#handle.style.left = `${100 * this.#position}%`;
    this.#handle.setAttribute("aria-valuenow", String(Math.round(100 * this.#position)));
  }

  #moveTo(position: number): void {
    const inside = Math.min(1, Math.max(0, position));
    if (!Number.isFinite(inside) || inside === this.#position) return;
    this.#position = inside;
    this.#place();
    this.#options.onMove(inside);
  }

  readonly #onPointer = (event: PointerEvent): void => {
    if (event.type === "pointerdown") {
      if (event.button !== 0) return;
      this.#handle.setPointerCapture(event.pointerId);
    } else if (!this.#handle.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.#options.element.getBoundingClientRect();
    this.#moveTo((event.clientX - left) / width);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = this.#target(event.key, event.shiftKey);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#moveTo(target);
  };

  #target(key: string, shift: boolean): number | undefined {
    const by = shift ? leap : step;
    switch (key) {
      case "ArrowRight":
      case "ArrowUp":
        return this.#position + by;
      case "ArrowLeft":
      case "ArrowDown":
        return this.#position - by;
      case "PageUp":
        return this.#position + leap;
      case "PageDown":
        return this.#position - leap;
      case "Home":
        return 0;
      case "End":
        return 1;
    }
    return undefined;
  }
}

function line(): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText = `position:absolute;top:0;bottom:0;left:${grip / 2 - 1}px;width:2px;background:#e3b04b;box-shadow:0 0 0 1px #0008`;
  return element;
}

function knob(): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText =
    "position:absolute;top:50%;left:0;display:grid;place-items:center;width:24px;height:36px;margin-top:-18px;border-radius:12px;background:#e3b04b;color:#000;font:700 13px/1 system-ui,sans-serif";
  element.textContent = "\u2194";
  element.ariaHidden = "true";
  return element;
}
