// The engine's own worker; the instruments are in place before its first line runs.
import "./instruments.ts";
import "../../../src/inference/worker.ts";
