import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import {
  accountSignIn,
  oneTimeSignIn,
  parseAccounts,
  randomToken,
  type TokenSignIn,
} from "../../triage/server/accounts.ts";
import { triageApp } from "../../triage/server/app.ts";
import { watchSource } from "../../triage/sources/watch.ts";
import { memoryOf } from "../../triage/store/memory.ts";
import type { Store } from "../../triage/store/open-store.ts";
import { runWorker } from "../../triage/worker/run-worker.ts";
import { packageRoot } from "../package-root.ts";
import { UsageError } from "../usage-error.ts";
import { openBench, openSources } from "./open-bench.ts";
import { openScorer } from "./open-scorer.ts";
import { triageModels } from "./triage-models.ts";
import { workerLog } from "./worker-log.ts";

export interface ServeOptions {
  readonly sources: readonly string[];
  readonly model?: string | undefined;
  readonly database?: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Where reviewers reach it, where that is not the host and port. */
  readonly url?: string | undefined;
  readonly accounts?: string | undefined;
  readonly since?: string | undefined;
  readonly blinded: boolean;
  readonly pseudonyms: boolean;
  /** Whether to score in this process too. */
  readonly worker: boolean;
  readonly signal: AbortSignal;
}

const loopback = ["127.0.0.1", "localhost", "::1"];

/** Serves the worklist, queues what comes, and scores it, until it is told to end. */
export async function serveTriage(options: ServeOptions): Promise<void> {
  const { host, port, signal, url } = options;
  if (options.accounts === undefined && !(loopback.includes(host) && url === undefined)) {
    throw new UsageError("Others can reach the server, so name who may sign in: --accounts FILE.");
  }
  if (url !== undefined && !URL.canParse(url))
    throw new UsageError("--url takes an address, as https://triage.example.");
  const pages = pagesOf();
  const { folders, models } = await triageModels(options.model, signal);
  const sources = await openSources(options.sources, options.since);
  const { signIn, hint } = await signInOf(options.accounts);
  const bench = await openBench({ folder: options.database, sources });
  const scorer = options.worker ? await openScorer(folders) : undefined;
  // Known in full once the port is.
  const hosts: string[] = [];
  const ending = new AbortController();
  const end = () => ending.abort(signal.reason);
  signal.addEventListener("abort", end, { once: true });
  try {
    const app = triageApp({
      ...bench,
      sources,
      models,
      signIn,
      hosts,
      secure: url?.startsWith("https:") ?? false,
      blinded: options.blinded,
      ...(options.pseudonyms ? { pseudonym: await pseudonymsOf(bench.store) } : {}),
      openMetrics: loopback.includes(host) && url === undefined,
      pages,
      signal: ending.signal,
    });
    const server = serve({ fetch: app.fetch, hostname: host, port });
    const failed = new Promise<never>((_, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) => {
        reject(
          error.code === "EADDRINUSE"
            ? new UsageError(`Port ${port} is taken; choose another with --port.`)
            : error,
        );
      });
    });
    failed.catch(end);
    server.once("listening", () => {
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : port;
      hosts.push(...hostsOf(options, actual));
      console.log(`${url ?? `http://${host}:${actual}`}/${hint}`);
      console.log("Not for diagnostic use. Ctrl-C ends the server; what was scored is kept.");
      if (bench.folder) console.error(`The worklist is kept in ${bench.folder}.`);
    });
    const log = workerLog();
    const work = [
      ...sources.map((source) =>
        watchSource({ ...bench, models, source, signal: ending.signal, onEvent: log }),
      ),
      ...(scorer
        ? [runWorker({ ...bench, sources, models, scorer, signal: ending.signal, onEvent: log })]
        : []),
    ];
    try {
      await Promise.race([Promise.all(work), failed]);
    } finally {
      end();
      await Promise.allSettled(work);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Event streams would keep it open.
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    }
  } finally {
    signal.removeEventListener("abort", end);
    await scorer?.dispose();
    await bench.close();
  }
}

function pagesOf(): { worklist: string; viewer: string } {
  const [worklist, viewer] = [join(packageRoot, "dist/triage"), join(packageRoot, "dist/app")];
  if (!existsSync(join(worklist, "index.html")) || !existsSync(join(viewer, "index.html"))) {
    throw new UsageError("The pages have not been built; run npm run build first.");
  }
  return { worklist, viewer };
}

async function signInOf(accounts: string | undefined): Promise<{ signIn: TokenSignIn; hint: string }> {
  if (accounts !== undefined) {
    const text = await readFile(accounts, "utf8").catch(() => {
      throw new UsageError(`${accounts} cannot be read; check the path.`);
    });
    return { signIn: accountSignIn(parseAccounts(text)), hint: "" };
  }
  const token = randomToken();
  const account = { name: userInfo().username, role: "administrator" } as const;
  // Behind the hash, which no server sees and no log keeps.
  return { signIn: oneTimeSignIn(token, account), hint: `#token=${token}` };
}

function hostsOf({ host, url }: ServeOptions, port: number): string[] {
  if (url !== undefined) return [new URL(url).host];
  const names = loopback.includes(host) ? ["127.0.0.1", "localhost", "[::1]"] : [host];
  return names.map((name) => (port === 80 ? name : `${name}:${port}`));
}

/** The same patient has the same pseudonym on this worklist, and another one on another. */
async function pseudonymsOf({ db }: Store): Promise<(id: string) => string> {
  const key = await memoryOf("pseudonym-key", db).getOrSet(randomToken());
  return (id) => `P-${createHmac("sha256", key).update(id).digest("hex").slice(0, 10).toUpperCase()}`;
}
