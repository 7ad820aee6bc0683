import { initCornerstone } from "./stack/cornerstone.ts";
import { startPage } from "./start-page.ts";

await startPage(async () => {
  await initCornerstone();
  await import("./app/residua-viewer.ts");
  return document.createElement("residua-viewer");
});
