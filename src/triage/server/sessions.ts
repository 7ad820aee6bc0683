import { sql } from "kysely";
import type { Role } from "../api/schemas.ts";
import type { Database } from "../store/open-store.ts";
import { randomToken, sha256Hex } from "./accounts.ts";

export const sessionCookie = "residua_session";
const hours = 12;
export const sessionSeconds = hours * 3600;

export interface SignedIn {
  readonly name: string;
  readonly role: Role;
  /** Sent with every request that changes something. */
  readonly csrf: string;
}

/** Sessions lie in the database, so that any server process knows them; of the cookie only its hash. */
export async function startSession(
  db: Database,
  { name, role }: Omit<SignedIn, "csrf">,
): Promise<{ readonly cookie: string; readonly session: SignedIn }> {
  const cookie = randomToken();
  const session = { name, role, csrf: randomToken() };
  await db.deleteFrom("session").where("expires_at", "<", sql<Date>`now()`).execute();
  await db
    .insertInto("session")
    .values({
      id: sha256Hex(cookie),
      ...session,
      expires_at: sql`now() + ${sql.lit(hours)} * interval '1 hour'`,
    })
    .execute();
  return { cookie, session };
}

export async function findSession(db: Database, cookie: string): Promise<SignedIn | undefined> {
  const row = await db
    .selectFrom("session")
    .where("id", "=", sha256Hex(cookie))
    .where("expires_at", ">", sql<Date>`now()`)
    .select(["name", "role", "csrf"])
    .executeTakeFirst();
  return row && { name: row.name, role: row.role as Role, csrf: row.csrf };
}

export async function endSession(db: Database, cookie: string): Promise<void> {
  await db.deleteFrom("session").where("id", "=", sha256Hex(cookie)).execute();
}
