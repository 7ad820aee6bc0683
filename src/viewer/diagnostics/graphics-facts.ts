import type { Fact } from "../../diagnostics/facts.ts";

/** What WebGL 2 can do here, on a context of its own that is given back at once. */
export function graphicsFacts(): Fact[] {
  const canvas = typeof OffscreenCanvas === "undefined" ? undefined : new OffscreenCanvas(1, 1);
  const gl = canvas?.getContext("webgl2");
  if (!gl) return [{ id: "webgl2", value: false, trouble: true }];
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const has = (extension: string) => gl.getExtension(extension) !== null;
  const float = has("EXT_color_buffer_float");
  const facts: Fact[] = [
    { id: "webgl2", value: true },
    { id: "renderer", value: String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) },
    { id: "texture-size", value: Number(gl.getParameter(gl.MAX_TEXTURE_SIZE)), unit: "px" },
    { id: "float-textures", value: float, ...(float ? {} : { trouble: true }) },
    { id: "half-float-textures", value: float || has("EXT_color_buffer_half_float") },
    { id: "float-filtering", value: has("OES_texture_float_linear") },
  ];
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return facts;
}
