import { config } from "zod";
import { preferredLanguage, setLanguage } from "../../ui/localization/language.ts";

// zod compiles schemas with `new Function` where it may; the page's policy forbids that, and each try is logged.
config({ jitless: true });

addEventListener("lit-localize-status", ({ detail }) => {
  if (detail.status === "ready") document.documentElement.lang = detail.readyLocale;
});
await setLanguage(preferredLanguage());
await import("./residua-worklist.ts");
document.body.replaceChildren(document.createElement("residua-worklist"));
