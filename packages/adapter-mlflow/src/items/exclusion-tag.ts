import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ReviewerEmail, RunId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";

/** MLflow cuts a trace tag's value to this many characters, without a word. */
const MAX_TRACE_TAG = 4096;

/** The key of the trace's tag that says why, and by whom, it was excluded from one session. */
export function exclusionKey(runId: RunId): string {
  return `labeldesk.excluded.${runId}`;
}

/** The tag's value. @throws {LabelingError} INVALID_ARGUMENT when the reason is too long for a tag */
export function exclusionText(by: ReviewerEmail, reason: string): string {
  const text = JSON.stringify({ by, reason });
  if (text.length <= MAX_TRACE_TAG) return text;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The reason for excluding the item is too long for MLflow by ${text.length - MAX_TRACE_TAG} characters. Shorten it.`,
  );
}

/** Sets the tag, or removes it when there is no value. */
export async function writeExclusionTag(
  client: MlflowClient,
  traceId: string,
  runId: RunId,
  value: string | undefined,
  options?: CallOptions,
): Promise<void> {
  const request: MlflowRequest = {
    method: value === undefined ? "DELETE" : "PATCH",
    path: `/api/3.0/mlflow/traces/${encodeURIComponent(traceId)}/tags`,
    body: { key: exclusionKey(runId), ...(value === undefined ? {} : { value }) },
    what: `write a tag of the trace ${traceId}`,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return;
  const isGone = value === undefined && reply.code === "RESOURCE_DOES_NOT_EXIST";
  if (!isGone) throw refusalError(reply, request.what);
}
