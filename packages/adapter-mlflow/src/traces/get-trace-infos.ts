import { LabelingError } from "@labeldesk/core";
import type { CallOptions, TraceId, TraceInfo } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { chunksOf } from "../paging.js";
import { parseBody } from "../wire/parse.js";
import { decodeTraceInfo } from "../wire/trace-info.js";
import { isHidden, readVisibleInfos } from "./visible-traces.js";
import { TraceInfoAnswer, TraceInfosAnswer } from "./wire.js";

const CHUNK_SIZE = 100;

/** The traces that exist, by id. */
export async function readTraceInfos(
  client: MlflowClient,
  traceIds: readonly TraceId[],
  options?: CallOptions,
): Promise<ReadonlyMap<TraceId, TraceInfo>> {
  const chunks = chunksOf([...new Set(traceIds)], CHUNK_SIZE);
  options?.signal?.throwIfAborted();
  const infos = await Promise.all(chunks.map((chunk) => readBatch(client, chunk, options)));
  return new Map(infos.flat().map((info) => [info.traceId, info]));
}

async function readBatch(
  client: MlflowClient,
  traceIds: readonly TraceId[],
  options?: CallOptions,
): Promise<readonly TraceInfo[]> {
  const request: MlflowRequest = {
    method: "POST",
    path: "/api/3.0/mlflow/traces/batchGetInfos",
    body: { trace_ids: traceIds },
    what: `read ${traceIds.length} traces`,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") {
    const { trace_infos } = parseBody(reply.text, TraceInfosAnswer, request.what);
    return trace_infos.map(decodeTraceInfo);
  }
  if (isHidden(reply)) return await readVisibleInfos(client, traceIds, options);
  throw refusalError(reply, request.what);
}

/** One trace without spans, with its assessments. @throws {LabelingError} NOT_FOUND */
export async function getTraceInfo(
  client: MlflowClient,
  traceId: TraceId,
  options?: CallOptions,
): Promise<TraceInfo> {
  const answer = await client.ask(
    {
      method: "GET",
      path: `/api/3.0/mlflow/traces/${encodeURIComponent(traceId)}`,
      what: `read the trace ${traceId}`,
    },
    TraceInfoAnswer,
    options,
  );
  return decodeTraceInfo(answer.trace.trace_info);
}

/** The values found, in the order asked. */
export function inOrder<K, V>(keys: readonly K[], found: ReadonlyMap<K, V>): readonly V[] {
  return keys.flatMap((key) => {
    const value = found.get(key);
    return value === undefined ? [] : [value];
  });
}

/** @throws {LabelingError} INVALID_ARGUMENT when there is a limit and it is no count */
export function checkLimit(limit: number | undefined): void {
  if (limit === undefined || (Number.isSafeInteger(limit) && limit >= 0)) return;
  throw new LabelingError("INVALID_ARGUMENT", `A limit of ${limit} traces is no number of traces.`);
}
