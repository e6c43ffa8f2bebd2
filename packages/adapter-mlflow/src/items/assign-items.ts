import type { CallOptions, NewItem, ReviewerEmail, TraceId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { chunksOf } from "../paging.js";
import type { SessionRun } from "../sessions/session-tags.js";
import { assigneesKey, assigneesText, rememberAssignees } from "./assignees-tag.js";
import { writeTraceTag } from "../traces/trace-tag.js";

/** MLflow sets one tag of one trace a call; the connections of the client bound how many go at once. */
const CHUNK = 50;

/** Whom an item to add is given to. */
export interface Assigned {
  readonly traceId: TraceId;
  readonly assignees: readonly ReviewerEmail[];
}

/** The items that are given to somebody. @throws {LabelingError} INVALID_ARGUMENT when the people of one do not fit into a tag */
export function assignedOf(items: readonly (readonly [TraceId, NewItem])[]): readonly Assigned[] {
  return items.flatMap(([traceId, { assignees = [] }]) =>
    assigneesText(assignees) === undefined ? [] : [{ traceId, assignees }],
  );
}

/** Names the people on the traces. All calls have ended when it does; the first failure is the one to tell. */
export async function assignItems(
  client: MlflowClient,
  run: SessionRun,
  assigned: readonly Assigned[],
  options?: CallOptions,
): Promise<void> {
  if (assigned.length === 0) return;
  await rememberAssignees(client, run, options);
  const key = assigneesKey(run.session.runId);
  for (const chunk of chunksOf(assigned, CHUNK)) {
    const writes = chunk.map(({ traceId, assignees }) =>
      writeTraceTag(client, traceId, { key, value: assigneesText(assignees) }, options),
    );
    const failed = (await Promise.allSettled(writes)).find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  }
}

/** Takes the names off again, of items that were not added after all; what cannot be taken off stays without effect. */
export async function unassignItems(
  client: MlflowClient,
  run: SessionRun,
  assigned: readonly Assigned[],
): Promise<void> {
  const key = assigneesKey(run.session.runId);
  await Promise.allSettled(
    assigned.map(({ traceId }) => writeTraceTag(client, traceId, { key, value: undefined })),
  );
}
