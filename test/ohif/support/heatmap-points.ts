import type { Page } from "playwright";

type Point = readonly [number, number, number];

export interface HeatmapPoints {
  readonly sagittal?: Point;
  readonly coronal?: Point;
  readonly axial?: Point;
}

/** Where in the patient the middle of each plane's heatmap lies, mm. */
export function heatmapPoints(page: Page): Promise<HeatmapPoints> {
  return page.evaluate(() => {
    // OHIF's own handle for its console.
    const { cornerstone } = window as unknown as { cornerstone: typeof import("@cornerstonejs/core") };
    const viewports = cornerstone.getRenderingEngines()!.flatMap((engine) => engine.getViewports());
    const points = viewports.flatMap((viewport) => {
      const { width, height, clientWidth } = viewport.canvas;
      const normal = viewport.getCamera().viewPlaneNormal;
      if (!normal || width === 0 || height === 0) return [];
      const { data } = viewport.canvas.getContext("2d")!.getImageData(0, 0, width, height);
      let [x, y, count] = [0, 0, 0];
      for (let index = 0; index < data.length; index += 4) {
        const [red, green, blue] = [data[index]!, data[index + 1]!, data[index + 2]!];
        if (Math.max(red, green, blue) - Math.min(red, green, blue) <= 24) continue;
        x += ((index / 4) % width) + 0.5;
        y += Math.floor(index / 4 / width) + 0.5;
        count++;
      }
      if (count === 0) return [];
      const scale = clientWidth / width;
      const planes = ["sagittal", "coronal", "axial"] as const;
      const plane = planes[normal.findIndex((part) => Math.abs(part) > 0.9)];
      return [[plane, [...viewport.canvasToWorld([(x / count) * scale, (y / count) * scale])]]];
    });
    return Object.fromEntries(points);
  });
}
