import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { DataError } from "../../errors/index.ts";
import { roles } from "../api/schemas.ts";

const accountsSchema = z.array(
  z.strictObject({
    name: z.string().min(1).max(80),
    role: z.enum(roles),
    /** Of the token, lower-case hex: the file holds no secret. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 as 64 lower-case hexadecimal digits"),
  }),
);

export type Account = z.infer<typeof accountsSchema>[number];

/** @throws DataError naming the field */
export function parseAccounts(text: string): readonly Account[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError("The accounts file is not JSON.", { cause });
  }
  const parsed = accountsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new DataError(`The accounts file: ${path.join(".") || "as a whole"}: ${message}.`, {
    cause: parsed.error,
  });
}

export const sha256Hex = (text: string) => createHash("sha256").update(text).digest("hex");

/** 256 bits, as a URL takes them. */
export const randomToken = () => randomBytes(32).toString("base64url");

/** Who signs in with a token. */
export interface TokenSignIn {
  identify(token: string): Pick<Account, "name" | "role"> | undefined;
}

/** A token that is good once, for whoever started the server. */
export function oneTimeSignIn(token: string, account: Pick<Account, "name" | "role">): TokenSignIn {
  let left = true;
  return {
    identify(given) {
      if (!left || !isSame(sha256Hex(given), sha256Hex(token))) return undefined;
      left = false;
      return account;
    },
  };
}

export function accountSignIn(accounts: readonly Account[]): TokenSignIn {
  return {
    identify(given) {
      const hash = sha256Hex(given);
      return accounts.find(({ sha256 }) => isSame(sha256, hash));
    },
  };
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
