import type { Database } from "./open-store.ts";

/** A value that is kept over restarts, shared by all processes on the database. */
export interface Memory {
  get(): Promise<string | undefined>;
  set(value: string): Promise<void>;
  /** The value that is there; where there is none, this one, for all who ask. */
  getOrSet(value: string): Promise<string>;
}

export function memoryOf(key: string, db: Database): Memory {
  const get = async () => {
    const row = await db.selectFrom("memory").where("key", "=", key).select("value").executeTakeFirst();
    return row?.value;
  };
  const insert = (value: string) => db.insertInto("memory").values({ key, value, at: new Date() });
  return {
    get,
    async set(value) {
      const row = { value, at: new Date() };
      await insert(value)
        .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
        .execute();
    },
    async getOrSet(value) {
      await insert(value)
        .onConflict((conflict) => conflict.column("key").doNothing())
        .execute();
      return (await get())!;
    },
  };
}
