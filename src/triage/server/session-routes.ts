import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { doneSchema, sessionSchema } from "../api/schemas.ts";
import { audit } from "../store/audit.ts";
import { answer, parse, Refusal, type Services, type TriageEnvironment } from "./context.ts";
import { checkOrigin, checkSession, rateLimit } from "./security.ts";
import { endSession, sessionCookie, sessionSeconds, startSession } from "./sessions.ts";

const signInSchema = z.object({ token: z.string().min(1).max(500) });

/** Signing in and out. */
export function sessionRoutes(services: Services): Hono<TriageEnvironment> {
  const { store, signIn, secure = false, blinded = false, pseudonym, hosts } = services;
  const cookieOptions = { httpOnly: true, sameSite: "Strict", path: "/", secure } as const;
  const facts = { blinded, pseudonyms: pseudonym !== undefined };
  return new Hono<TriageEnvironment>()
    .post("/", rateLimit(10, 60), async (context) => {
      checkOrigin(context, hosts);
      const { token } = parse(signInSchema, await context.req.json().catch(() => undefined));
      const account = signIn.identify(token);
      if (!account) {
        throw new Refusal(
          401,
          "token",
          "The token is not known, or was used already. Take the link that the server printed, or ask for a new one.",
        );
      }
      const { cookie, session } = await startSession(store.db, account);
      await store.db
        .transaction()
        .execute((transaction) =>
          audit({ actor: account.name, action: "sign-in", detail: { role: account.role } }, transaction),
        );
      setCookie(context, sessionCookie, cookie, { ...cookieOptions, maxAge: sessionSeconds });
      return answer(context, sessionSchema, { ...session, ...facts });
    })
    .get("/", checkSession(services), (context) =>
      answer(context, sessionSchema, { ...context.get("session"), ...facts }),
    )
    .delete("/", checkSession(services), async (context) => {
      await endSession(store.db, getCookie(context, sessionCookie)!);
      deleteCookie(context, sessionCookie, cookieOptions);
      return answer(context, doneSchema, { done: true });
    });
}
