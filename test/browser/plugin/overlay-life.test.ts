import * as cornerstone from "@cornerstonejs/core";
import { describe, expect, it } from "vitest";
import { createPlugin } from "../../../plugin/index.ts";
import { ManifestError, ViewportError } from "../../../src/errors/index.ts";
import { type KnownResult, knownEngine } from "./support/known-engine.ts";
import { difference } from "./support/measure.ts";
import {
  attach,
  blended,
  expectColour,
  flat,
  middleColour,
  nextRun,
  plugin,
  spotted,
  stage,
  startPlugin,
  useStage,
} from "./support/overlay-bench.ts";
import { addSlices, slice } from "./support/slices.ts";
import { deferred, reaches, settled } from "./support/wait.ts";

useStage();

describe("its life", () => {
  it("leaves nothing behind", async () => {
    await stage.viewport.setStack(addSlices(slice(`life ${nextRun()}`)));
    await stage.render();
    const before = {
      actors: stage.viewport.getActors().length,
      cached: cornerstone.cache.getCacheSize(),
      html: stage.element.innerHTML,
      pixels: await stage.pixels(),
    };
    const plugin = await startPlugin(knownEngine(() => spotted({ column: 40, row: 32 })));
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    await reaches(overlay, "ready");
    overlay.selectRegion(1);
    stage.viewport.resetCamera();
    expect(difference(await stage.pixels(), before.pixels).weight).toBeGreaterThan(0);
    expect(stage.viewport.getActors().length).toBe(before.actors + 1);
    overlay.dispose();
    overlay.dispose();
    expect(difference(await stage.pixels(), before.pixels).weight).toBe(0);
    expect(stage.viewport.getActors().length).toBe(before.actors);
    expect(cornerstone.cache.getCacheSize()).toBe(before.cached);
    expect(stage.element.innerHTML).toBe(before.html);
  });

  it("asks the engine for nothing more after it is disposed of", async () => {
    const engine = knownEngine(() => flat(1));
    const overlay = await attach(engine, "0", "1");
    await reaches(overlay, "ready");
    overlay.dispose();
    await stage.viewport.setImageIdIndex(1);
    await settled();
    expect(engine.asked).toHaveLength(1);
  });

  it("ends with its viewport", async () => {
    const late = deferred<KnownResult>();
    const engine = knownEngine(() => late.promise);
    const overlay = await attach(engine);
    await reaches(overlay, "scoring");
    stage.close();
    expect(engine.signals[0]?.aborted).toBe(true);
    late.resolve(flat(1));
    await settled();
    expect(overlay.result).toBeUndefined();
    await expect(plugin!.attach(stage.viewport)).rejects.toThrow(ViewportError);
  });

  it("is one for a viewport, until it is disposed of", async () => {
    const overlay = await attach(knownEngine(() => flat(1)));
    expect(await plugin!.attach(stage.viewport)).toBe(overlay);
    overlay.dispose();
    expect(await plugin!.attach(stage.viewport)).not.toBe(overlay);
  });

  it("refuses viewports that show no stack", async () => {
    await attach(knownEngine(() => flat(1)));
    const volume = { type: cornerstone.Enums.ViewportType.ORTHOGRAPHIC } as cornerstone.Types.IViewport;
    await expect(plugin!.attach(volume)).rejects.toThrow(ViewportError);
  });

  it("refuses a viewer that draws without WebGL", async () => {
    const host = { ...cornerstone, getShouldUseCPURendering: () => true };
    const plugin = await startPlugin(
      knownEngine(() => flat(1)),
      host,
    );
    await expect(plugin.attach(stage.viewport)).rejects.toThrow("hardware acceleration");
  });

  it("does not start without a manifest", async () => {
    const missing = new URL("./support/no-such-manifest.json", import.meta.url);
    await expect(createPlugin({ cornerstone, manifest: missing })).rejects.toThrow(ManifestError);
  });

  it("waits for an image where the viewport is still empty", async () => {
    const plugin = await startPlugin(knownEngine(() => flat(1.2)));
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    expect(overlay.state).toBe("idle");
    await stage.viewport.setStack(addSlices(slice(`first ${nextRun()}`)));
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });
});
