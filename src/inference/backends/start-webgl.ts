import { setWebGLContext } from "@tensorflow/tfjs-backend-webgl";
import { removeBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../../errors/index.ts";
import type { RunningBackend } from "./running-backend.ts";

const attributes: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  depth: false,
  stencil: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  powerPreference: "high-performance",
  // Software rendering is measured like any other; where it is slower, WebAssembly is taken.
  failIfMajorPerformanceCaveat: false,
};

/**
 * Starts TensorFlow.js on WebGL2 in this worker, on the one context that the worker ever creates.
 *
 * @param onLost called when the GPU takes the context away
 * @throws BackendUnavailableError
 */
export async function startWebgl(onLost: () => void): Promise<RunningBackend> {
  // TensorFlow.js draws into textures only: the canvas itself is never seen.
  const canvas = typeof OffscreenCanvas === "undefined" ? undefined : new OffscreenCanvas(1, 1);
  const gl = canvas?.getContext("webgl2", attributes);
  if (!canvas || !gl) {
    throw new BackendUnavailableError(
      "This browser gives workers no WebGL2. Turn on hardware acceleration, or update the browser or the graphics driver.",
    );
  }
  // Given a context, TensorFlow.js creates none: neither for the backend nor for finding out what the GPU can do.
  setWebGLContext(2, gl as unknown as WebGLRenderingContext);
  let stopped = false;
  canvas.addEventListener("webglcontextlost", () => {
    if (!stopped) onLost();
  });

  const use = async () => {
    if (!(await setBackend("webgl"))) {
      throw new BackendUnavailableError("TensorFlow.js could not start on this device's WebGL2.");
    }
  };
  const stop = () => {
    stopped = true;
    removeBackend("webgl");
    gl.getExtension("WEBGL_lose_context")?.loseContext();
  };
  try {
    await use();
  } catch (error) {
    stop();
    throw error;
  }
  return { name: "webgl", device: deviceName(gl), use, isLost: () => gl.isContextLost(), stop };
}

function deviceName(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
