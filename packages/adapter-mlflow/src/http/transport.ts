import { setTimeout as sleep } from "node:timers/promises";
import { LabelingError } from "@labeldesk/core";
import { Pool } from "undici";
import type { CheckedMlflowOptions } from "../mlflow-options.js";
import { isPassing, readRefusal } from "./refusal.js";
import { targetOf } from "./request.js";
import type { MlflowReply, MlflowRequest } from "./request.js";

/** Pauses before the second and the third attempt. */
const PAUSES_MS = [150, 600] as const;

/** MLflow's server closes an idle connection after 5 s, without saying so before. */
const KEEP_ALIVE_MS = 4000;

/** Failures before anything was sent: what was asked did certainly not happen. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const TIMED_OUT: ReadonlySet<string> = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** Sends requests to one server. */
export interface Transport {
  /**
   * Sends, and sends again where that is safe.
   *
   * @throws {LabelingError} UNAVAILABLE when no answer came: what was asked may have happened all the same
   */
  send(request: MlflowRequest, signal: AbortSignal | undefined): Promise<MlflowReply>;
  close(): Promise<void>;
}

/** One pool of connections to the server; it queues what exceeds `maxConcurrency`. */
export function createTransport(options: CheckedMlflowOptions): Transport {
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: options.maxConcurrency,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connect: { timeout: options.timeoutMs },
  });
  const prefix = pathname.replace(/\/+$/, "");
  const headers = { ...options.headers, ...authorization(options), accept: "application/json" };
  const once = async (request: MlflowRequest, signal: AbortSignal | undefined) => {
    const hasBody = request.body !== undefined;
    const response = await pool.request({
      method: request.method,
      path: prefix + targetOf(request),
      headers: hasBody ? { ...headers, "content-type": "application/json" } : headers,
      ...(hasBody ? { body: bodyText(request.body) } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
    return toReply(response.statusCode, await response.body.text());
  };
  return {
    send: (request, signal) => sendPatiently(() => once(request, signal), request, signal),
    close: () => pool.destroy(),
  };
}

function toReply(status: number, text: string): MlflowReply {
  return status >= 200 && status < 300 ? { kind: "ok", text } : readRefusal(status, text);
}

function bodyText(body: string | object | undefined): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function authorization({ username, password, token }: CheckedMlflowOptions) {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

async function sendPatiently(
  once: () => Promise<MlflowReply>,
  request: MlflowRequest,
  signal: AbortSignal | undefined,
): Promise<MlflowReply> {
  const isRepeatable = request.method === "GET" || request.repeatable === true;
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    const pauseMs = PAUSES_MS[attempt];
    try {
      const reply = await once();
      const again = isRepeatable && reply.kind === "refused" && isPassing(reply);
      if (!again || pauseMs === undefined) return reply;
    } catch (error) {
      signal?.throwIfAborted();
      const code = codeOf(error);
      const again = NOT_SENT.has(code) || (isRepeatable && !TIMED_OUT.has(code));
      if (!again || pauseMs === undefined) throw unavailable(request, code, error);
    }
    await pause(pauseMs, signal);
  }
}

async function pause(pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

function unavailable({ what }: MlflowRequest, code: string, cause: unknown): LabelingError {
  const reason = TIMED_OUT.has(code)
    ? "MLflow did not answer in time."
    : "the connection to MLflow failed. Check that the server runs at the configured address.";
  return new LabelingError("UNAVAILABLE", `Could not ${what}: ${reason}`, { cause });
}
