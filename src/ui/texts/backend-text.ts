import { msg, str } from "@lit/localize";
import type { BackendChoice, BackendName } from "../../inference/engine.ts";

/** A backend's name as people know it. */
export function backendName(backend: BackendName): string {
  switch (backend) {
    case "webgl":
      return "WebGL";
    case "wasm":
      return "WebAssembly";
    case "cpu":
      return msg("JavaScript");
  }
}

/** Why this backend runs the model and not another. */
export function backendReason(backend: BackendChoice): string {
  switch (backend.reason) {
    case "asked":
      return msg("chosen by the host");
    case "only":
      return backend.name === "webgl"
        ? msg("WebAssembly does not run here")
        : msg("WebGL 2 does not run here");
    case "fastest":
      return backend.name === "webgl"
        ? msg("the fastest here")
        : msg(str`${backend.name === "wasm" ? "WebGL" : "WebGL, WebAssembly"} is slower here`);
  }
}
