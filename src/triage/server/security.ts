import { getConnInfo } from "@hono/node-server/conninfo";
import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { Refusal, type TriageContext, type TriageEnvironment, type TriageServerOptions } from "./context.ts";
import { findSession, sessionCookie } from "./sessions.ts";

type Middleware = MiddlewareHandler<TriageEnvironment>;

/** What the worklist may load; the viewer's own policy stands in its page. */
export const pageHeaders: Middleware = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    styleSrcAttr: ["'unsafe-inline'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
});

export const viewerHeaders: Middleware = secureHeaders({
  contentSecurityPolicy: { frameAncestors: ["'none'"] },
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
});

/** Another site's name that leads to this machine must not reach what is meant for the machine itself. */
export function checkHost({ hosts }: Pick<TriageServerOptions, "hosts">): Middleware {
  return async (context, next) => {
    const host = context.req.header("Host") ?? "";
    if (!hosts.includes(host)) {
      throw new Refusal(
        403,
        "host",
        `This server does not answer for ${host.slice(0, 100)}; name it when starting.`,
      );
    }
    await next();
  };
}

/** Who is signed in; changes also need the session's own token and, from a browser, this origin. */
export function checkSession({ store, hosts }: Pick<TriageServerOptions, "store" | "hosts">): Middleware {
  return async (context, next) => {
    const cookie = getCookie(context, sessionCookie);
    const session = cookie === undefined ? undefined : await findSession(store.db, cookie);
    if (!session) throw new Refusal(401, "sign-in", "Sign in first.");
    if (!["GET", "HEAD"].includes(context.req.method)) {
      checkOrigin(context, hosts);
      if (context.req.header("X-Residua-CSRF") !== session.csrf) {
        throw new Refusal(403, "csrf", "The request does not come from the page; load it again.");
      }
    }
    context.set("session", session);
    await next();
  };
}

export function checkOrigin(context: TriageContext, hosts: readonly string[]): void {
  const origin = context.req.header("Origin");
  if (origin === undefined) return;
  if (!URL.canParse(origin) || !hosts.includes(new URL(origin).host)) {
    throw new Refusal(403, "origin", "The request comes from another page.");
  }
}

/** So many requests in so many seconds from one address. */
export function rateLimit(points: number, duration: number): Middleware {
  const limiter = new RateLimiterMemory({ points, duration });
  return async (context, next) => {
    try {
      await limiter.consume(addressOf(context));
    } catch {
      context.header("Retry-After", String(duration));
      throw new Refusal(429, "rate", "Too many requests; wait a moment.");
    }
    await next();
  };
}

/** Unknown where the request did not come by a socket. */
function addressOf(context: TriageContext): string {
  try {
    return getConnInfo(context).remote.address ?? "unknown";
  } catch {
    return "unknown";
  }
}
