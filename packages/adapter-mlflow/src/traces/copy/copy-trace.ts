import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ExperimentId, TraceId } from "@labeldesk/core";
import { z } from "zod";
import { getWireExperiment } from "../../experiments/get-experiment.js";
import type { MlflowClient } from "../../http/mlflow-client.js";
import { refusalError } from "../../http/refusal.js";
import type { MlflowRequest } from "../../http/request.js";
import { writeTraceTag } from "../trace-tag.js";
import { isHidden } from "../visible-traces.js";
import { parseBody } from "../../wire/parse.js";
import { isRoot } from "../../wire/span.js";
import { OriginalInfo, copiedInfo, copyIdOf, isWhole, removedTags } from "./copied-info.js";
import { exportMessage } from "./export-message.js";
import { readStoredSpans } from "./stored-spans.js";
import type { StoredSpan } from "./stored-spans.js";

const InfoAnswer = z.looseObject({ trace: z.looseObject({ trace_info: OriginalInfo }) });

/**
 * Copies a trace: its spans by OpenTelemetry's protocol, so that they live where MLflow's own reading finds them, then its
 * own fields, which name the origin. Both writes replace what an interrupted copy left, so a repeat completes it. Files
 * attached to the original are not copied: the inputs name them by the original's id, and go on doing so.
 */
export async function copyTrace(
  client: MlflowClient,
  traceId: TraceId,
  experimentId: ExperimentId,
  options?: CallOptions,
): Promise<TraceId> {
  const copyId = copyIdOf(traceId, experimentId);
  const original = await readOriginal(client, traceId, options);
  const { name } = await getWireExperiment(client, experimentId, options);
  checkOriginal(original, experimentId, name);
  const present = await findCopy(client, copyId, options);
  if (isWhole(present)) return copyId;
  const spans = await readSpans(client, traceId, options);
  checkAllThere(original, spans);
  await writeSpans(client, { copyId, experimentId, spans }, options);
  const roots = spans.filter(({ wire }) => isRoot(wire));
  for (const key of removedTags(
    original,
    roots.flatMap(({ attributes }) => [...attributes.keys()]),
  )) {
    await writeTraceTag(client, copyId, { key, value: undefined }, options);
  }
  await client.tell(
    {
      method: "POST",
      path: "/api/3.0/mlflow/traces",
      body: { trace: { trace_info: copiedInfo(original, copyId, experimentId) } },
      what: `copy the trace ${traceId} into the experiment "${name}"`,
      repeatable: true,
    },
    options,
  );
  return copyId;
}

async function readOriginal(
  client: MlflowClient,
  traceId: TraceId,
  options?: CallOptions,
): Promise<OriginalInfo> {
  const request = infoRequest(traceId);
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return infoOf(reply.text, request);
  if (reply.code !== "RESOURCE_DOES_NOT_EXIST") throw refusalError(reply, request.what);
  throw new LabelingError("NOT_FOUND", `MLflow has no trace with the id ${traceId}.`);
}

/** On a server with a login what is not there yet is hidden; whether this account may write it shows when it does. */
async function findCopy(
  client: MlflowClient,
  copyId: TraceId,
  options?: CallOptions,
): Promise<OriginalInfo | undefined> {
  const request = infoRequest(copyId);
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return infoOf(reply.text, request);
  if (reply.code === "RESOURCE_DOES_NOT_EXIST" || isHidden(reply)) return undefined;
  throw refusalError(reply, request.what);
}

function infoRequest(traceId: TraceId): MlflowRequest {
  return {
    method: "GET",
    path: `/api/3.0/mlflow/traces/${encodeURIComponent(traceId)}`,
    what: `read the trace ${traceId}`,
  };
}

function infoOf(text: string, { what }: MlflowRequest): OriginalInfo {
  return parseBody(text, InfoAnswer, what).trace.trace_info;
}

function checkOriginal(original: OriginalInfo, target: ExperimentId, targetName: string): void {
  const { trace_id, trace_location, state } = original;
  if (trace_location.mlflow_experiment.experiment_id === target) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The trace ${trace_id} is in the experiment "${targetName}" already.`,
    );
  }
  if (state === "IN_PROGRESS") throw stillRuns(original);
}

const SizeStats = z.looseObject({ num_spans: z.number() });

/** MLflow's own client says how many spans it sends; the last of them may still be on their way when the trace has ended. */
function checkAllThere(original: OriginalInfo, spans: readonly StoredSpan[]): void {
  const stats = SizeStats.safeParse(
    parseOrUndefined(original.trace_metadata["mlflow.trace.sizeStats"] ?? ""),
  );
  if (stats.success && spans.length < stats.data.num_spans) throw stillRuns(original);
}

function stillRuns({ trace_id }: OriginalInfo): LabelingError {
  return new LabelingError(
    "CONFLICT",
    `The trace ${trace_id} is still in progress. Copy it when it has ended.`,
  );
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only the route of MLflow's own pages serves every kind of trace, and the texts of values as they are stored. */
async function readSpans(
  client: MlflowClient,
  traceId: TraceId,
  options?: CallOptions,
): Promise<readonly StoredSpan[]> {
  const request: MlflowRequest = {
    method: "GET",
    path: "/ajax-api/3.0/mlflow/get-trace-artifact",
    query: { request_id: traceId },
    what: `read the spans of the trace ${traceId}`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return readStoredSpans(reply.text, request.what);
  // A trace of which nothing but its fields was ever recorded is a trace without spans.
  if (reply.status === 404 && reply.code !== undefined) return [];
  throw refusalError(reply, request.what);
}

/** A span that is there already, from an interrupted copy, is replaced by the same. */
async function writeSpans(
  client: MlflowClient,
  copy: {
    readonly copyId: TraceId;
    readonly experimentId: ExperimentId;
    readonly spans: readonly StoredSpan[];
  },
  options?: CallOptions,
): Promise<void> {
  if (copy.spans.length === 0) return;
  await client.tell(
    {
      method: "POST",
      path: "/v1/traces",
      headers: { "x-mlflow-experiment-id": copy.experimentId },
      body: exportMessage(copy.copyId.slice("tr-".length), copy.spans),
      what: `write the spans of the trace ${copy.copyId}`,
      repeatable: true,
    },
    options,
  );
}
