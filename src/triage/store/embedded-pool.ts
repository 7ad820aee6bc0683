import { PGlite } from "@electric-sql/pglite";
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";

export interface EmbeddedDatabase {
  readonly pool: PostgresPool;
  /** Several statements at once, without parameters. */
  execute(text: string): Promise<readonly Record<string, unknown>[]>;
}

/**
 * PGlite behind the interface of a pool with one connection: whoever holds it has the database alone, so that nothing
 * gets into another's transaction.
 *
 * @param folder where the database lies; in memory when absent
 */
export async function openEmbedded(folder?: string): Promise<EmbeddedDatabase> {
  const database = await PGlite.create(folder ?? "memory://");
  let last: Promise<void> = Promise.resolve();

  const acquire = async (): Promise<() => void> => {
    const before = last;
    let release = () => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };

  const query = async <R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> => {
    const { rows, affectedRows = 0 } = await database.query<R>(text, [...parameters]);
    // Kysely takes the number of changed rows from commands that change rows; of others it is 0 here.
    return { command: "UPDATE", rowCount: affectedRows, rows };
  };

  return {
    pool: {
      async connect(): Promise<PostgresPoolClient> {
        const release = await acquire();
        // Cursors are not used here.
        return { query: query as PostgresPoolClient["query"], release };
      },
      async end() {
        await acquire();
        await database.close();
      },
    },
    async execute(text) {
      const release = await acquire();
      try {
        const results = await database.exec(text);
        return (results.at(-1)?.rows ?? []) as Record<string, unknown>[];
      } catch (error) {
        // A script that failed between BEGIN and COMMIT must not leave its transaction to the next.
        await database.exec("rollback");
        throw error;
      } finally {
        release();
      }
    },
  };
}
