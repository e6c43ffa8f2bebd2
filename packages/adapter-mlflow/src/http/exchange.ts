import { LabelingError } from "@labeldesk/core";
import type { Dispatcher } from "undici";
import { checkHeaders } from "../mlflow-options.js";
import type { CheckedMlflowOptions, MlflowHeaders } from "../mlflow-options.js";
import { basic } from "./connections.js";
import type { ConnectionUse } from "./connection-use.js";
import { readRefusal } from "./refusal.js";
import { targetOf } from "./request.js";
import type { MlflowReply, MlflowRequest } from "./request.js";

/** How one request is sent. */
export interface Sending {
  readonly use: ConnectionUse;
  /** How long the server may be silent. */
  readonly silenceMs: number;
  /** How long it may take as a whole. */
  readonly attemptMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request once. Throws what the HTTP client throws, or the signal's reason. */
export type Exchange = (request: MlflowRequest, sending: Sending) => Promise<MlflowReply>;

/** What came for an answer was only the beginning of one. */
class BrokenOff extends Error {
  constructor() {
    super("The answer is not whole.");
  }
}

/** Sends requests over given connections, with the headers that the options ask for. */
export function createExchange(options: CheckedMlflowOptions, connections: Dispatcher): Exchange {
  const { origin, pathname } = new URL(options.url);
  const prefix = pathname.replace(/\/+$/, "");
  return async (request, { use, silenceMs, attemptMs, signal }) => {
    const late = AbortSignal.timeout(attemptMs);
    const response = await connections.request({
      origin,
      method: request.method,
      path: prefix + targetOf(request),
      headers: {
        ...(await headersOf(options, request)),
        ...request.headers,
        ...typeOf(request.body),
      },
      ...(request.body === undefined ? {} : { body: contentOf(request.body) }),
      reset: use === "fresh",
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    const text = await response.body.text();
    const { statusCode, headers } = response;
    if (isBrokenOff(statusCode, text)) throw new BrokenOff();
    return statusCode >= 200 && statusCode < 300
      ? { kind: "ok", text }
      : readRefusal(statusCode, text, headers["retry-after"]);
  };
}

/**
 * Whether JSON lost its end on the way; all of MLflow's is objects. A success may be large and is read later anyway, so
 * its last sign must do. A refusal is read at once, or its status alone would be taken for its meaning.
 */
function isBrokenOff(status: number, text: string): boolean {
  if (!text.startsWith("{")) return false;
  return status < 300 ? !text.trimEnd().endsWith("}") : !isJson(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function headersOf(
  options: CheckedMlflowOptions,
  { what }: MlflowRequest,
): Promise<Readonly<Record<string, string>>> {
  const { headers, token, username, password } = options;
  const own = typeof headers === "function" ? await askForHeaders(headers, what) : headers;
  const login = token === undefined ? username && basic(username, password) : `Bearer ${token}`;
  return {
    ...own,
    ...(login === undefined ? {} : { authorization: login }),
    accept: "application/json",
  };
}

async function askForHeaders(make: () => unknown, what: string): Promise<MlflowHeaders> {
  let made: unknown;
  try {
    made = await make();
  } catch (error) {
    throw new LabelingError(
      "UNAVAILABLE",
      `Could not ${what}: the function \`headers\` of the options failed.`,
      { cause: error },
    );
  }
  return checkHeaders(made);
}

function typeOf(body: MlflowRequest["body"]): Readonly<Record<string, string>> {
  if (body === undefined) return {};
  const type = body instanceof Uint8Array ? "application/x-protobuf" : "application/json";
  return { "content-type": type };
}

function contentOf(body: NonNullable<MlflowRequest["body"]>): string | Uint8Array {
  return typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
}
