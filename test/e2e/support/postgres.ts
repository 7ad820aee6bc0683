import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const howToInstallPostgres =
  "Postgres is not installed. On Debian or Ubuntu: apt-get install postgresql";

/** A Postgres of its own on loopback, as an unprivileged user, in a folder that goes with it. */
export interface Postgres {
  readonly url: string;
  /** Ends it and starts it again, as after an update; connections are cut off. */
  restart(down?: number): Promise<void>;
  stop(): Promise<void>;
}

/** The user "nobody", by number on every Linux. */
const nobody = 65534;

/** The folder of the newest Postgres of Debian's packages; undefined where there is none. */
export function findPostgres(): string | undefined {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")) && existsSync(join(bin, "postgres")));
}

export async function startPostgres(): Promise<Postgres> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error(howToInstallPostgres);
  const folder = mkdtempSync(join(tmpdir(), "residua-postgres-"));
  const data = join(folder, "data");
  mkdirSync(data);
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if ("uid" in identity) for (const path of [folder, data]) chownSync(path, nobody, nobody);
  const made = spawnSync(
    join(bin, "initdb"),
    [
      "--pgdata",
      data,
      "--username",
      "residua",
      "--auth",
      "trust",
      "--encoding",
      "UTF8",
      "--locale",
      "C",
      "--no-sync",
    ],
    { ...identity, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const url = `postgres://residua@127.0.0.1:${port}/postgres`;
  const start = () =>
    spawn(
      join(bin, "postgres"),
      [
        "-D",
        data,
        "-p",
        String(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        `unix_socket_directories=${folder}`,
        "-c",
        "fsync=off",
      ],
      { ...identity, cwd: folder, stdio: "ignore" },
    );
  let child = start();
  await answers(url, child);
  const end = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    // A fast shutdown: open transactions are rolled back.
    child.kill("SIGINT");
    await ended;
  };
  return {
    url,
    async restart(down = 0) {
      await end();
      await new Promise((resolve) => setTimeout(resolve, down));
      child = start();
      await answers(url, child);
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const { default: pg } = await import("pg");
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`Postgres ended with code ${child.exitCode}.`);
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select 1");
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error("Postgres does not answer.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
