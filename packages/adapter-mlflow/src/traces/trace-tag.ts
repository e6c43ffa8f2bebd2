import { LabelingError } from "@labeldesk/core";
import type { CallOptions } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";

/** MLflow cuts a trace tag's value to this many characters, without a word. */
export const MAX_TRACE_TAG = 4096;

/**
 * Sets a tag of a trace, or removes it when there is no value; removing what is not there is no error.
 *
 * @throws {LabelingError} NOT_FOUND when there is no such trace
 */
export async function writeTraceTag(
  client: MlflowClient,
  traceId: string,
  tag: { readonly key: string; readonly value: string | undefined },
  options?: CallOptions,
): Promise<void> {
  const { key, value } = tag;
  const request: MlflowRequest = {
    method: value === undefined ? "DELETE" : "PATCH",
    path: `/api/3.0/mlflow/traces/${encodeURIComponent(traceId)}/tags`,
    body: { key, ...(value === undefined ? {} : { value }) },
    what: `write a tag of the trace ${traceId}`,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return;
  if (value === undefined && reply.code === "RESOURCE_DOES_NOT_EXIST") return;
  // That the trace is unknown is told by the database: the tag's reference to it leads nowhere.
  if (reply.code === "BAD_REQUEST" && /foreign key/i.test(reply.message)) {
    throw new LabelingError("NOT_FOUND", `MLflow has no trace with the id ${traceId}.`);
  }
  throw refusalError(reply, request.what);
}
