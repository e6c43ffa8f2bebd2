import { LabelingError } from "@labeldesk/core";
import type { CallOptions, TraceId, TraceInfo } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { chunksOf } from "../paging.js";
import { decodeTraceInfo } from "../wire/trace-info.js";
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
  const answers = await Promise.all(
    chunks.map((chunk) =>
      client.ask(
        {
          method: "POST",
          path: "/api/3.0/mlflow/traces/batchGetInfos",
          body: { trace_ids: chunk },
          what: `read ${chunk.length} traces`,
          repeatable: true,
        },
        TraceInfosAnswer,
        options,
      ),
    ),
  );
  const infos = answers.flatMap(({ trace_infos }) => trace_infos.map(decodeTraceInfo));
  return new Map(infos.map((info) => [info.traceId, info]));
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
