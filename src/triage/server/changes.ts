import type { Database } from "../store/open-store.ts";

/** Tells those who listen which studies have changed, in whatever process. */
export interface Changes {
  /** @returns ends listening */
  listen(receive: (uids: readonly string[]) => void): () => void;
}

/** Rows that are committed out of the order of their numbers are looked for this far back. */
const overlap = 50;

/** Asks the database while somebody listens: once a second for all of them, by the studies' revision. */
export function watchChanges(db: Database, signal: AbortSignal, interval = 1000): Changes {
  const listeners = new Set<(uids: readonly string[]) => void>();
  let last: number | undefined;
  let recent = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    try {
      const from = last === undefined ? undefined : last - overlap;
      const rows = await db
        .selectFrom("study")
        .select(["uid", "revision"])
        .$if(from !== undefined, (query) => query.where("revision", ">", from!))
        .orderBy("revision", "desc")
        .limit(from === undefined ? 1 : 500)
        .execute();
      const isFirst = last === undefined;
      const changed = rows.filter(({ uid, revision }) => recent.get(uid) !== revision);
      recent = new Map(rows.map(({ uid, revision }) => [uid, revision]));
      last = Math.max(last ?? 0, ...rows.map(({ revision }) => revision));
      if (changed.length > 0 && !isFirst) {
        for (const receive of listeners) receive(changed.map(({ uid }) => uid));
      }
    } catch {
      // The database is away; asked again in a second.
    }
    if (listeners.size > 0 && !signal.aborted) timer = setTimeout(look, interval);
    else timer = undefined;
  };

  return {
    listen(receive) {
      listeners.add(receive);
      if (timer === undefined) timer = setTimeout(look, 0);
      return () => {
        listeners.delete(receive);
        if (listeners.size > 0 || timer === undefined) return;
        clearTimeout(timer);
        timer = undefined;
        last = undefined;
        recent = new Map();
      };
    },
  };
}
