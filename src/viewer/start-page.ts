import { config } from "zod";
import { preferredLanguage, setLanguage } from "../ui/localization/language.ts";

/** Fills the page with an element, in the reader's language; says why where that fails. */
export async function startPage(createElement: () => Promise<HTMLElement>): Promise<void> {
  // zod compiles schemas with `new Function` where it may; the page's policy forbids that, and each try is logged.
  config({ jitless: true });

  addEventListener("lit-localize-status", ({ detail }) => {
    if (detail.status === "ready") document.documentElement.lang = detail.readyLocale;
  });
  await setLanguage(preferredLanguage());

  const page = document.body;
  try {
    page.replaceChildren(await createElement());
  } catch (error) {
    const { startFailure } = await import("./texts/start-failure-text.ts");
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent = `${startFailure()} ${error instanceof Error ? error.message : ""}`;
    page.replaceChildren(message);
  }
}
