import { startPage } from "./start-page.ts";

await startPage(async () => {
  await import("./training/residua-training.ts");
  return document.createElement("residua-training");
});
