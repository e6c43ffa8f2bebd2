import type { CallOptions } from "@labeldesk/core";
import type { z } from "zod";
import type { CheckedMlflowOptions } from "../mlflow-options.js";
import { parseBody } from "../wire/parse.js";
import { refusalError } from "./refusal.js";
import type { MlflowReply, MlflowRequest } from "./request.js";
import { checkVersion } from "./server-version.js";
import { createTransport } from "./transport.js";

/** Talks to one MLflow server, after having made sure once that it is one and new enough. */
export interface MlflowClient {
  /** The answer, refusals included. @throws {LabelingError} UNAVAILABLE, UNSUPPORTED, BACKEND */
  call(request: MlflowRequest, options?: CallOptions): Promise<MlflowReply>;
  /** The answer's body, checked. @throws {LabelingError} with the code that the refusal means */
  ask<T extends z.ZodType>(
    request: MlflowRequest,
    schema: T,
    options?: CallOptions,
  ): Promise<z.output<T>>;
  /** The same where the body does not matter. */
  tell(request: MlflowRequest, options?: CallOptions): Promise<void>;
  /** The server's version. */
  version(options?: CallOptions): Promise<string>;
  close(): Promise<void>;
}

/** The client of one server; connections open when the first call is made. */
export function createClient(options: CheckedMlflowOptions): MlflowClient {
  const transport = createTransport(options);
  let known: Promise<string> | undefined;

  async function detect(): Promise<string> {
    const request: MlflowRequest = { method: "GET", path: "/version", what: "reach MLflow" };
    return checkVersion(textOrThrow(await transport.send(request, undefined), request));
  }

  function version({ signal }: CallOptions = {}): Promise<string> {
    if (known === undefined) {
      const detecting = detect();
      known = detecting;
      // A server that was down, or was upgraded meanwhile, is asked again by the next call.
      detecting.catch(() => {
        known = undefined;
      });
    }
    return untilAborted(known, signal);
  }

  async function call(request: MlflowRequest, callOptions: CallOptions = {}) {
    callOptions.signal?.throwIfAborted();
    await version(callOptions);
    return await transport.send(request, callOptions.signal);
  }

  return {
    call,
    ask: async (request, schema, callOptions) =>
      parseBody(textOrThrow(await call(request, callOptions), request), schema, request.what),
    tell: async (request, callOptions) => {
      textOrThrow(await call(request, callOptions), request);
    },
    version,
    close: () => transport.close(),
  };
}

function textOrThrow(reply: MlflowReply, { what }: MlflowRequest): string {
  if (reply.kind === "refused") throw refusalError(reply, what);
  return reply.text;
}

/** Several callers wait for one detection; each may leave on its own. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    if (signal.aborted) leave();
  });
}
