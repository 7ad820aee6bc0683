import type { z } from "zod";
import {
  type DecisionInput,
  monitoringSchema,
  problemSchema,
  type Session,
  type StudyRow,
  sessionSchema,
  studyDetailSchema,
  studyRowSchema,
  type WorklistQuery,
  worklistSchema,
} from "../api/schemas.ts";

/** An answer that says why it is a refusal. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The server's API; what arrives is checked against the schema that the server sends by. */
export class ApiClient {
  #csrf = "";

  async signIn(token: string): Promise<Session> {
    return this.#keep(await this.#send("POST", "session", sessionSchema, { token }));
  }

  async session(): Promise<Session> {
    return this.#keep(await this.#send("GET", "session", sessionSchema));
  }

  async signOut(): Promise<void> {
    await fetch("/api/session", { method: "DELETE", headers: { "X-Residua-CSRF": this.#csrf } });
  }

  worklist(query: Partial<WorklistQuery>, signal: AbortSignal) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== "") search.set(name, String(value));
    }
    return this.#send("GET", `studies?${search}`, worklistSchema, undefined, signal);
  }

  study(uid: string, signal: AbortSignal) {
    return this.#send("GET", `studies/${uid}`, studyDetailSchema, undefined, signal);
  }

  assign(uid: string): Promise<StudyRow> {
    return this.#send("POST", `studies/${uid}/assignment`, studyRowSchema, {});
  }

  release(uid: string): Promise<StudyRow> {
    return this.#send("DELETE", `studies/${uid}/assignment`, studyRowSchema);
  }

  decide(uid: string, decision: DecisionInput): Promise<StudyRow> {
    return this.#send("POST", `studies/${uid}/decisions`, studyRowSchema, decision);
  }

  undo(uid: string): Promise<StudyRow> {
    return this.#send("DELETE", `studies/${uid}/decisions/latest`, studyRowSchema);
  }

  monitoring(signal: AbortSignal) {
    return this.#send("GET", "monitoring", monitoringSchema, undefined, signal);
  }

  /** @returns stops listening; the browser connects again by itself */
  listen(receive: () => void): () => void {
    const events = new EventSource("/api/events");
    events.addEventListener("studies", receive);
    // After a break anything may have changed.
    events.addEventListener("ready", receive);
    return () => events.close();
  }

  #keep(session: Session): Session {
    this.#csrf = session.csrf;
    return session;
  }

  async #send<T extends z.ZodType>(
    method: string,
    path: string,
    schema: T,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<z.output<T>> {
    const response = await fetch(`/api/${path}`, {
      method,
      headers: { "X-Residua-CSRF": this.#csrf, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const json: unknown = await response.json().catch(() => undefined);
    if (response.ok) return schema.parse(json);
    const problem = problemSchema.safeParse(json);
    throw problem.success
      ? new ApiError(problem.data.code, problem.data.message)
      : new ApiError("no-answer", `The server answered ${response.status}.`);
  }
}
