import { type LitElement, render, type TemplateResult } from "lit";
import { themeStyles } from "../theme/theme.styles.ts";

/**
 * Puts a template on the page inside a host with the design tokens, as in the panel, and returns its first element
 * once it has rendered. The page is emptied first.
 */
export async function fixture<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  template: TemplateResult,
): Promise<HTMLElementTagNameMap[Tag]> {
  document.body.replaceChildren();
  document.documentElement.lang = "en";
  document.title = "Residua";
  const host = document.createElement("main");
  host.attachShadow({ mode: "open" });
  const root = host.shadowRoot!;
  root.adoptedStyleSheets = [themeStyles.styleSheet!];
  host.style.background = "var(--residua-surface)";
  host.style.width = "320px";
  document.body.append(host);
  render(template, root);
  const element = root.querySelector(tag);
  if (element === null) throw new Error(`the template holds no <${tag}>`);
  await settled(element);
  return element;
}

/** Waits until an element and all the custom elements in it have rendered. */
export async function settled(element: Element): Promise<void> {
  await (element as Partial<LitElement>).updateComplete;
  for (const child of element.shadowRoot?.querySelectorAll("*") ?? []) {
    if (child.localName.includes("-")) {
      await customElements.whenDefined(child.localName);
      await settled(child);
    }
  }
}

/** An element inside an element's shadow root; throws where there is none. */
export function inside<Found extends Element = HTMLElement>(element: Element, selector: string): Found {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`<${element.localName}> has no ${selector}`);
  return found;
}

/** The text a reader sees in an element, shadow roots included. */
export function visibleText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return "";
  if (node.localName === "style" || node.classList.contains("visually-hidden")) return "";
  const children =
    node instanceof HTMLSlotElement && node.assignedNodes().length > 0
      ? node.assignedNodes()
      : [...(node.shadowRoot ?? node).childNodes];
  return children.map(visibleText).join(" ").replace(/\s+/g, " ");
}

/** The next event of a type that reaches the page; what `act` does must send it. */
export function nextEvent<Type extends keyof GlobalEventHandlersEventMap>(
  type: Type,
  act: () => void,
): Promise<GlobalEventHandlersEventMap[Type]> {
  return new Promise((resolve) => {
    document.addEventListener(type, resolve as EventListener, { once: true });
    act();
  });
}
