export { extension as default, extension } from "./extension.ts";
export { mode } from "./mode.ts";
