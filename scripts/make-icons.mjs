/** `node scripts/make-icons.mjs`: the raster icons of the installed page, from assets/icons/residua.svg. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { chromiumArguments, ensureChromium } from "./chromium.mjs";
import { root } from "./setup.mjs";

const background = "#0b0e12";
/** `share` of the side that the drawing takes: systems cut a maskable icon down to a circle of 80 %. */
const icons = [
  { name: "residua-192", side: 192, share: 0.86 },
  { name: "residua-512", side: 512, share: 0.86 },
  { name: "residua-maskable-512", side: 512, share: 0.62 },
  { name: "residua-180", side: 180, share: 0.76 },
];

const folder = join(root, "assets/icons");
const svg = readFileSync(join(folder, "residua.svg")).toString("base64");
const browser = await chromium.launch({ executablePath: ensureChromium().path, args: chromiumArguments() });
try {
  const page = await browser.newPage();
  for (const { name, side, share } of icons) {
    await page.setViewportSize({ width: side, height: side });
    const size = `${100 * share}%`;
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${background}"><img src="data:image/svg+xml;base64,${svg}" style="width:${size};height:${size}">`,
    );
    writeFileSync(join(folder, `${name}.png`), await page.screenshot());
  }
} finally {
  await browser.close();
}
