import type { Context } from "hono";
import type { z } from "zod";
import type { Role } from "../api/schemas.ts";
import type { TriageModel } from "../models.ts";
import type { Queue } from "../queue/queue.ts";
import type { Source } from "../sources/source.ts";
import type { Store } from "../store/open-store.ts";
import type { Viewer } from "../store/worklist-query.ts";
import type { TokenSignIn } from "./accounts.ts";
import type { Changes } from "./changes.ts";
import type { SignedIn } from "./sessions.ts";

export interface TriageServerOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sources: readonly Source[];
  readonly models: readonly TriageModel[];
  readonly signIn: TokenSignIn;
  /** Hosts that a request may name, with their ports: against DNS rebinding. */
  readonly hosts: readonly string[];
  /** Whether the page is reached by HTTPS, so that cookies are sent by it alone. */
  readonly secure?: boolean;
  readonly blinded?: boolean;
  /** Makes pseudonyms of identifiers; absent where names are shown. */
  readonly pseudonym?: (patientId: string) => string;
  /** Whether figures for Prometheus are given without a sign-in: where nobody else reaches the server. */
  readonly openMetrics?: boolean;
  /** Folders with the built worklist and the built viewer. */
  readonly pages?: { readonly worklist: string; readonly viewer: string };
  readonly signal: AbortSignal;
}

export interface TriageEnvironment {
  Variables: { session: SignedIn };
}

export type TriageContext = Context<TriageEnvironment>;

/** What the routes share. */
export interface Services extends TriageServerOptions {
  readonly changes: Changes;
}

export function viewerOf(context: TriageContext, { blinded = false, pseudonym }: Services): Viewer {
  return { name: context.get("session").name, blinded, ...(pseudonym ? { pseudonym } : {}) };
}

/** An answer that was refused, with what the page shows of it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: 400 | 401 | 403 | 404 | 409 | 429 | 502;
  readonly code: string;
  constructor(status: Refusal["status"], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Checked on its way out too: the page never gets what the schema does not promise. */
export function answer<T extends z.ZodType>(context: TriageContext, schema: T, value: z.input<T>): Response {
  return context.json(schema.parse(value) as object);
}

export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    400,
    "bad-request",
    `${issue?.path.join(".") || "The request"}: ${issue?.message ?? "invalid"}.`,
  );
}

const rank: Readonly<Record<Role, number>> = { reader: 0, reviewer: 1, administrator: 2 };

export function requireRole(context: TriageContext, role: Role): SignedIn {
  const session = context.get("session");
  if (rank[session.role] < rank[role]) {
    throw new Refusal(403, "role", `This takes the role ${role}; you are signed in as ${session.role}.`);
  }
  return session;
}
