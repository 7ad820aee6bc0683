/** What a session needs once somebody asks for the heatmap, in a file that is not fetched before. */
import "./without-eval.ts";

export { createEngine } from "../../src/inference/client.ts";
export { createPlugin } from "../index.ts";
export { ViewportLinks } from "./viewport-links.ts";
