import { arch, availableParallelism, cpus, freemem, platform, release, totalmem } from "node:os";
import { version_core as tensorflow } from "@tensorflow/tfjs-core";
import packageJson from "../../../package.json" with { type: "json" };
import { type Fact, megabytes } from "../../diagnostics/facts.ts";
import { wasmFacts } from "../../diagnostics/wasm-facts.ts";

/** What this machine is and what runs on it: no names of users, machines or folders. */
export function versionFacts(): Fact[] {
  return [
    { id: "residua", value: packageJson.version },
    { id: "tensorflow", value: tensorflow },
    { id: "runtime", value: `Node ${process.versions.node}` },
    { id: "system", value: `${platform()} ${release()}, ${arch()}` },
  ];
}

export function processorFacts(): Fact[] {
  return [...wasmFacts(), { id: "processors", value: availableParallelism() }];
}

export function memoryFacts(): Fact[] {
  return [
    { id: "memory", ...megabytes(totalmem()) },
    { id: "memory-free", ...megabytes(freemem()) },
    { id: "heap", ...megabytes(process.memoryUsage().heapUsed) },
  ];
}

/** The processor as it names itself; some virtual machines give it no name. */
export function processorName(): string {
  return cpus()[0]?.model.trim() || "processor without a name";
}
