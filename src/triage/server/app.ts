import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { watchChanges } from "./changes.ts";
import { Refusal, type Services, type TriageEnvironment, type TriageServerOptions } from "./context.ts";
import { metricsText } from "./metrics.ts";
import { monitoringRoutes } from "./monitoring-routes.ts";
import { checkHost, checkSession, pageHeaders, rateLimit, viewerHeaders } from "./security.ts";
import { sessionRoutes } from "./session-routes.ts";
import { studyRoutes } from "./study-routes.ts";

/** Comments that keep proxies from closing an event stream on which nothing happens, ms. */
const keepAlive = 20_000;

/** The server's application: the API under /api, the worklist at /, the viewer under /viewer/, /metrics. */
export function triageApp(options: TriageServerOptions): Hono<TriageEnvironment> {
  const services: Services = { ...options, changes: watchChanges(options.store.db, options.signal) };
  const app = new Hono<TriageEnvironment>();
  const signedIn = checkSession(services);

  app.onError((error, context) => {
    if (error instanceof Refusal) {
      return context.json({ code: error.code, message: error.message }, error.status);
    }
    console.error(error);
    return context.json(
      { code: "internal", message: "The server could not do this; its log says why." },
      500,
    );
  });
  app.notFound((context) => context.json({ code: "not-found", message: "There is nothing here." }, 404));

  app.use(checkHost(services));
  app.use("/api/*", pageHeaders, rateLimit(6000, 60), bodyLimit({ maxSize: 64 * 1024 }));
  app.use("/api/*", async (context, next) => {
    await next();
    if (!context.res.headers.has("Cache-Control")) context.header("Cache-Control", "no-store");
  });
  app.route("/api/session", sessionRoutes(services));
  app.use("/api/*", signedIn);
  app.route("/api/studies", studyRoutes(services));
  app.get("/api/events", (context) =>
    streamSSE(context, async (stream) => {
      const stop = new AbortController();
      const end = () => stop.abort();
      stream.onAbort(end);
      services.signal.addEventListener("abort", end, { once: true });
      const unlisten = services.changes.listen((uids) => {
        stream.writeSSE({ event: "studies", data: JSON.stringify(uids) }).catch(end);
      });
      const timer = setInterval(() => stream.write(": still here\n\n").catch(end), keepAlive);
      await stream.writeSSE({ event: "ready", data: "{}" });
      await new Promise<void>((resolve) => {
        if (stop.signal.aborted || services.signal.aborted) resolve();
        else stop.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      clearInterval(timer);
      unlisten();
      services.signal.removeEventListener("abort", end);
    }),
  );
  app.route("/api", monitoringRoutes(services));

  if (!services.openMetrics) app.use("/metrics", signedIn);
  app.get("/metrics", async (context) =>
    context.text(await metricsText(services), 200, { "Content-Type": "text/plain; version=0.0.4" }),
  );

  const { pages } = services;
  if (pages) {
    app.get("/viewer", (context) => context.redirect("/viewer/"));
    app.use("/viewer/*", viewerHeaders);
    app.get(
      "/viewer/*",
      serveStatic({
        root: pages.viewer,
        rewriteRequestPath: (path) => path.replace(/^\/viewer/, ""),
      }),
    );
    app.use(pageHeaders);
    app.get("*", serveStatic({ root: pages.worklist }));
  }
  return app;
}
