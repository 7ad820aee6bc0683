import { Kysely, Migrator, PostgresDialect, type PostgresPool } from "kysely";
import { StoreError } from "../../errors/index.ts";
import { worklist } from "./migrations/0001-worklist.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** How pg-boss speaks to the database. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface Store {
  readonly db: Database;
  readonly sql: SqlExecutor;
  readonly kind: "embedded" | "postgres";
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Of a Postgres, as "postgres://user@host/database". */
  readonly url?: string | undefined;
  /** Of the embedded database, without `url`; in memory when absent. */
  readonly folder?: string | undefined;
}

/**
 * Opens the database and brings its schema up to date. Of several processes that start at once one migrates and the
 * others wait.
 *
 * @throws StoreError when it cannot be reached, or holds a newer schema
 */
export async function openStore({ url, folder }: StoreOptions = {}): Promise<Store> {
  const store = url === undefined ? await openInFolder(folder) : await openPostgres(url);
  try {
    await migrate(store.db);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Loaded when it is used: PGlite is a Postgres in WebAssembly. */
async function openInFolder(folder: string | undefined): Promise<Store> {
  const { openEmbedded } = await import("./embedded-pool.ts");
  const embedded = await openEmbedded(folder).catch((cause: unknown) => {
    throw new StoreError(`The database in ${folder ?? "memory"} cannot be opened; is the folder writable?`, {
      cause,
    });
  });
  return makeStore("embedded", embedded.pool, async (text) => embedded.execute(text));
}

async function openPostgres(url: string): Promise<Store> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 10_000 });
  // A connection that is lost while idle: the next query opens another.
  pool.on("error", () => {});
  return makeStore("postgres", pool, async (text) => {
    const client = await pool.connect();
    let failed = true;
    try {
      const result: unknown = await client.query(text);
      failed = false;
      const last = Array.isArray(result) ? (result.at(-1) as unknown) : result;
      return (last as { rows?: Record<string, unknown>[] } | undefined)?.rows ?? [];
    } finally {
      // As with PGlite: no half of a transaction for the next.
      client.release(failed);
    }
  });
}

function makeStore(
  kind: Store["kind"],
  pool: PostgresPool,
  script: (text: string) => Promise<readonly Record<string, unknown>[]>,
): Store {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind,
    db,
    sql: {
      async executeSql(text, values = []) {
        if (values.length === 0) return { rows: [...(await script(text))] };
        const client = await pool.connect();
        try {
          const { rows } = await client.query<Record<string, unknown>>(text, values);
          return { rows };
        } finally {
          client.release();
        }
      },
    },
    close: () => db.destroy(),
  };
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ "0001-worklist": worklist }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new StoreError(
    `The database cannot be used: ${error instanceof Error ? error.message : String(error)}. Check DATABASE_URL, or use the version of Residua that made it.`,
    { cause: error },
  );
}
