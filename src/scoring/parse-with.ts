import type { z } from "zod";
import { formatError } from "../vae/bundle.ts";

/** @param where the file, or the file and the field that the data come from. @throws ModelFormatError that names the field */
export function parseWith<T extends z.ZodType>(schema: T, json: unknown, where: string): z.infer<T> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const path = issue.path.join(".");
  throw formatError(
    path ? `${where}${where.endsWith(".json") ? ": " : "."}${path}` : where,
    issue.message,
    result.error,
  );
}
