import type { CallOptions } from "@labeldesk/core";
import { LabelingError } from "@labeldesk/core";
import type { z } from "zod";
import type { CheckedMlflowOptions } from "../mlflow-options.js";
import { parseBody } from "../wire/parse.js";
import { chooseUse } from "./connection-use.js";
import type { ConnectionUse } from "./connection-use.js";
import { refusalError } from "./refusal.js";
import { isRepeatable } from "./request.js";
import type { MlflowReply, MlflowRequest } from "./request.js";
import { checkVersion } from "./server-version.js";
import { createTransport } from "./transport.js";
import { uncertain } from "./uncertain.js";
import { untilAborted } from "./until-aborted.js";

/** What a client learns of its server before the first call, and again after the server was away. */
export interface MlflowServerFacts {
  /** Such as `3.17.2`. */
  readonly version: string;
  /** Whether connections are kept for further calls, or every call gets a fresh one: what was quicker. */
  readonly connections: ConnectionUse;
}

/** Talks to one MLflow server, after having made sure once that it is one and new enough. */
export interface MlflowClient {
  /**
   * The answer, refusals included.
   *
   * @throws {LabelingError} UNAVAILABLE, UNSUPPORTED, BACKEND; `mayHaveHappened` tells of the error whether a request
   *   that must not be repeated blindly may have been done
   */
  call(request: MlflowRequest, options?: CallOptions): Promise<MlflowReply>;
  /** The answer's body, checked. @throws {LabelingError} with the code that the refusal means */
  ask<T extends z.ZodType>(
    request: MlflowRequest,
    schema: T,
    options?: CallOptions,
  ): Promise<z.output<T>>;
  /** The same where the body does not matter. */
  tell(request: MlflowRequest, options?: CallOptions): Promise<void>;
  /** What is known of the server, which is asked when it is not. */
  facts(options?: CallOptions): Promise<MlflowServerFacts>;
  close(): Promise<void>;
}

/** The client of one server; connections open when the first call is made. */
export function createClient(options: CheckedMlflowOptions): MlflowClient {
  const transport = createTransport(options);
  let known: { readonly facts: Promise<MlflowServerFacts>; readonly deaths: number } | undefined;

  async function detect(): Promise<MlflowServerFacts> {
    const request: MlflowRequest = { method: "GET", path: "/version", what: "reach MLflow" };
    const reply = await transport.send(request, "kept", undefined);
    const version = checkVersion(textOrThrow(reply, request));
    return { version, connections: chooseUse(await transport.measure()) };
  }

  /** A server that was away may be another one now. */
  function facts({ signal }: CallOptions = {}): Promise<MlflowServerFacts> {
    if (known === undefined || known.deaths !== transport.deaths()) {
      const detecting = { facts: detect(), deaths: transport.deaths() };
      known = detecting;
      // What failed is asked again by the next call.
      detecting.facts.catch(() => {
        if (known === detecting) known = undefined;
      });
    }
    return untilAborted(known.facts, signal);
  }

  async function call(request: MlflowRequest, callOptions: CallOptions = {}) {
    callOptions.signal?.throwIfAborted();
    const { connections } = await facts(callOptions);
    const reply = await transport.send(request, connections, callOptions.signal);
    if (!isRepeatable(request)) checkReadable(reply, request);
    return reply;
  }

  return {
    call,
    ask: async (request, schema, callOptions) =>
      parseBody(textOrThrow(await call(request, callOptions), request), schema, request.what),
    tell: async (request, callOptions) => {
      textOrThrow(await call(request, callOptions), request);
    },
    facts,
    close: () => transport.close(),
  };
}

function textOrThrow(reply: MlflowReply, { what }: MlflowRequest): string {
  if (reply.kind === "refused") throw refusalError(reply, what);
  return reply.text;
}

/** Success that arrived in pieces, or as a page of something else, tells nothing of what was done. */
function checkReadable(reply: MlflowReply, { what }: MlflowRequest): void {
  if (reply.kind === "refused") return;
  try {
    JSON.parse(reply.text);
  } catch {
    throw uncertain(
      new LabelingError(
        "BACKEND",
        `Could not ${what}: the answer is not one of MLflow's. Check the server's address and version.`,
      ),
    );
  }
}
