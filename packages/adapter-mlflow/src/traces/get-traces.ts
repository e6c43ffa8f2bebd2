import type { CallOptions, Trace, TraceId, TraceInfo } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { chunksOf } from "../paging.js";
import { readArtifactSpans } from "../wire/artifact-spans.js";
import { parseBody } from "../wire/parse.js";
import { decodeTrace, readTraceResponse } from "../wire/trace.js";
import { inOrder, readTraceInfos } from "./get-trace-infos.js";
import { isHidden, readVisibleInfos } from "./visible-traces.js";
import { TracesAnswer } from "./wire.js";

/** Ids travel in the address, which proxies cut beyond 8 kB; these make 5. */
const CHUNK_SIZE = 100;

/** The traces that exist, with spans, in the order asked. */
export async function readTraces(
  client: MlflowClient,
  traceIds: readonly TraceId[],
  options?: CallOptions,
): Promise<readonly Trace[]> {
  options?.signal?.throwIfAborted();
  const asked = [...new Set(traceIds)];
  const chunks = chunksOf(asked, CHUNK_SIZE);
  const batches = await Promise.all(chunks.map((chunk) => readBatch(client, chunk, options)));
  const found = new Map(batches.flat().map((trace) => [trace.traceId, trace]));
  // The batch leaves out what is unknown, and what is not complete yet.
  const missing = asked.filter((traceId) => !found.has(traceId));
  const infos = await readTraceInfos(client, missing, options);
  const others = await Promise.all(
    [...infos.values()].map((info) => readPartial(client, info, options)),
  );
  for (const trace of others) found.set(trace.traceId, trace);
  return inOrder(traceIds, found);
}

/**
 * Reads a batch. One trace that the server cannot serve (its spans are an artifact, or hold an integer beyond 64 bits)
 * fails the whole batch: it is halved until that trace is alone, and left out. On a server with a login one that does not
 * exist fails it too; then those that do are read.
 */
async function readBatch(
  client: MlflowClient,
  traceIds: readonly TraceId[],
  options?: CallOptions,
): Promise<readonly Trace[]> {
  if (traceIds.length === 0) return [];
  const request: MlflowRequest = {
    method: "GET",
    path: "/api/3.0/mlflow/traces/batchGet",
    query: { trace_ids: traceIds },
    what: `read ${traceIds.length} traces`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") {
    return parseBody(reply.text, TracesAnswer, request.what).traces.map(decodeTrace);
  }
  if (isHidden(reply)) {
    const visible = (await readVisibleInfos(client, traceIds, options)).map((info) => info.traceId);
    return visible.length < traceIds.length ? await readBatch(client, visible, options) : [];
  }
  if (reply.status !== 500) throw refusalError(reply, request.what);
  if (traceIds.length === 1) return [];
  const half = Math.ceil(traceIds.length / 2);
  const first = await readBatch(client, traceIds.slice(0, half), options);
  return [...first, ...(await readBatch(client, traceIds.slice(half), options))];
}

/** Reads a trace that exists and that no batch holds: as far as it is exported, or from its artifact. */
async function readPartial(
  client: MlflowClient,
  info: TraceInfo,
  options?: CallOptions,
): Promise<Trace> {
  const reply = await client.call(
    {
      method: "GET",
      path: "/api/3.0/mlflow/traces/get",
      query: { trace_id: info.traceId, allow_partial: "true" },
      what: `read the trace ${info.traceId}`,
    },
    options,
  );
  return reply.kind === "ok"
    ? readTraceResponse(reply.text)
    : await readFromArtifact(client, info, options);
}

/** The route of MLflow's own pages: the only one that serves every kind of trace. */
async function readFromArtifact(
  client: MlflowClient,
  info: TraceInfo,
  options?: CallOptions,
): Promise<Trace> {
  const request: MlflowRequest = {
    method: "GET",
    path: "/ajax-api/3.0/mlflow/get-trace-artifact",
    query: { request_id: info.traceId },
    what: `read the spans of the trace ${info.traceId}`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return readArtifactSpans(reply.text, info);
  // A trace of which nothing but its fields was ever recorded is a trace without spans.
  if (reply.status === 404 && reply.code !== undefined) return { ...info, spans: [] };
  throw refusalError(reply, request.what);
}
