import { z } from "zod";
import { SlackRefusal } from "../refusal.js";
import { pointerOf, violationLine, violationsOf } from "../validate/violation.js";
import type { Workspace } from "../workspace.js";

/** Arguments as they came: form fields are strings, JSON fields may be anything. */
export type RawArguments = Readonly<Record<string, unknown>>;

/** One method of the Web API. */
export interface Method {
  /** Which token it takes; `none` for `api.test`. */
  readonly token: "bot" | "app" | "none";
  run(workspace: Workspace, raw: RawArguments): object;
}

/** A method that takes the bot's token. `run` gets parsed arguments and returns what goes beside `ok: true`. */
export function botMethod<Shape extends z.ZodType>(
  shape: Shape,
  run: (workspace: Workspace, parsed: z.infer<Shape>) => object,
): Method {
  return { token: "bot", run: (workspace, raw) => run(workspace, parseArguments(shape, raw)) };
}

function parseArguments<Shape extends z.ZodType>(shape: Shape, raw: RawArguments): z.infer<Shape> {
  const parsed = shape.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  const lines = violationsOf(parsed.error.issues, pointerOf("", [])).map(violationLine);
  throw new SlackRefusal("invalid_arguments", lines);
}

/** A flag, which forms write as a word. */
export const flag = z
  .union([z.boolean(), z.enum(["true", "false", "1", "0"])])
  .transform((value) => value === true || value === "true" || value === "1");

/** A whole number, which forms write as a word. */
export const count = z.coerce.number().int().min(1);

/**
 * A field that forms carry as JSON text.
 *
 * @throws {SlackRefusal} `code` when the text is no JSON.
 */
export function jsonField(value: unknown, code: string): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackRefusal(code);
  }
}

/** One page of a list, by Slack's cursors. */
export function page<Item>(
  items: readonly Item[],
  limit: number,
  cursor: string | undefined,
): { readonly items: readonly Item[]; readonly next: string } {
  const start =
    cursor === undefined || cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString());
  if (!Number.isInteger(start)) throw new SlackRefusal("invalid_cursor");
  const end = start + limit;
  const next = end < items.length ? Buffer.from(String(end)).toString("base64") : "";
  return { items: items.slice(start, end), next };
}
