import { LabelingError } from "@labeldesk/core";
import { z } from "zod";
import { meaningOf } from "./error-table.js";
import type { Refusal } from "./request.js";

const ErrorBody = z.looseObject({ error_code: z.string(), message: z.string().default("") });

/** Statuses of proxies and of a database that is busy: trying later is sensible. */
const LATER: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Whether the refusal may be gone when asked again. */
export function isPassing({ status }: Refusal): boolean {
  return LATER.has(status);
}

/** Whether something before MLflow says that it does not reach it. */
export function isDown({ status, code }: Refusal): boolean {
  return code === undefined && (status === 502 || status === 504);
}

/** Whether MLflow may have done what was asked before something else answered for it. */
export function isUncertain({ status, code }: Refusal): boolean {
  return code === undefined && (status >= 500 || status === 408);
}

/**
 * Reads an answer that is no success. MLflow's own errors are JSON; a page or a plain text is something else.
 *
 * @param retryAfter the header of that name: seconds, or a date
 */
export function readRefusal(
  status: number,
  body: string,
  retryAfter?: string | readonly string[],
  nowMs = Date.now(),
): Refusal {
  const parsed = ErrorBody.safeParse(parseOrUndefined(body));
  const retryAfterMs = readRetryAfter(retryAfter, nowMs);
  return {
    kind: "refused",
    status,
    ...(parsed.success
      ? { code: parsed.data.error_code, message: parsed.data.message }
      : { code: undefined, message: body.slice(0, 500) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** RFC 9110, 10.2.3. */
function readRetryAfter(
  header: string | readonly string[] | undefined,
  nowMs: number,
): number | undefined {
  const text = (typeof header === "object" ? header[0] : header)?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error that a refusal means when nothing more particular is known. Nothing of the server's text gets in. */
export function refusalError(refusal: Refusal, what: string): LabelingError {
  const { status, code } = refusal;
  const { code: meant, words } = meaningOf(refusal);
  // A code is a word of MLflow's; what is none may be anything that a stranger's JSON calls so.
  const named = code !== undefined && /^[A-Z_]{1,60}$/.test(code) ? ` ${code}` : "";
  return new LabelingError(meant, `Could not ${what}: ${words}`, {
    cause: new Error(`HTTP ${status}${named}`),
  });
}
