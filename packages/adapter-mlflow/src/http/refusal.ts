import { LabelingError } from "@labeldesk/core";
import { z } from "zod";
import type { Refusal } from "./request.js";

const ErrorBody = z.looseObject({ error_code: z.string(), message: z.string().default("") });

/** Statuses of proxies and of a database that is busy: trying later is sensible. */
const LATER: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Whether the refusal may be gone when asked again. */
export function isPassing({ status }: Refusal): boolean {
  return LATER.has(status);
}

/** Reads an answer that is no success. MLflow's own errors are JSON; a page or a plain text is something else. */
export function readRefusal(status: number, body: string): Refusal {
  const parsed = ErrorBody.safeParse(parseOrUndefined(body));
  return parsed.success
    ? { kind: "refused", status, code: parsed.data.error_code, message: parsed.data.message }
    : { kind: "refused", status, code: undefined, message: body.slice(0, 500) };
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
  const failed = (to: ConstructorParameters<typeof LabelingError>[0], why: string) =>
    new LabelingError(to, `Could not ${what}: ${why}`, {
      cause: new Error(`HTTP ${status}${code === undefined ? "" : ` ${code}`}`),
    });
  if (status === 401) {
    return failed("FORBIDDEN", "MLflow wants a login. Check the user name and password.");
  }
  if (status === 403) return failed("FORBIDDEN", forbiddenReason(refusal));
  if (isPassing(refusal)) return failed("UNAVAILABLE", "MLflow is busy. Try again later.");
  if (status === 404 || status === 405) return missing(refusal, failed);
  if (code === "RESOURCE_ALREADY_EXISTS") return failed("ALREADY_EXISTS", "the name is taken.");
  if (code === "INVALID_PARAMETER_VALUE") {
    return failed("INVALID_ARGUMENT", "MLflow does not accept what was given.");
  }
  if (status >= 300 && status < 400) {
    return failed("BACKEND", "the server answers with a redirection. Check its address.");
  }
  return failed("BACKEND", `MLflow failed (HTTP ${status}). Its log says why.`);
}

type Failed = (code: "NOT_FOUND" | "UNSUPPORTED", why: string) => LabelingError;

/** An unknown thing is told in JSON; an unknown route by a page. */
function missing({ code }: Refusal, failed: Failed): LabelingError {
  return code === undefined
    ? failed("UNSUPPORTED", "this server does not offer it. Check its address and version.")
    : failed("NOT_FOUND", "MLflow does not have it.");
}

function forbiddenReason({ message }: Refusal): string {
  return message.includes("Invalid Host header")
    ? "MLflow does not accept the host name of its address. Start it with --allowed-hosts."
    : "MLflow does not allow it to this account. Sessions and answers need EDIT on the experiment; label schemas and deleting need MANAGE.";
}
