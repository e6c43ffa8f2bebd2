import { LabelingError, isLabelingError } from "@labeldesk/core";
import type { CallOptions, Item, ItemSource, NewItem, RunId, TraceId } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowReply, MlflowRequest } from "../http/request.js";
import { chunksOf } from "../paging.js";
import { addQueueItems } from "../queues/queue-calls.js";
import { ensureQueue } from "../queues/session-queue.js";
import { getActiveSessionRun, setRunTags } from "../sessions/run-calls.js";
import type { SessionRun } from "../sessions/session-tags.js";
import { assignItems, assignedOf, unassignItems } from "./assign-items.js";
import { assigneesKey, assigneesText } from "./assignees-tag.js";
import { orderTags } from "./item-codes.js";
import { readQueuedItems, toItem } from "./read-items.js";

/** What `link-to-run` takes at most. */
const LINK_CHUNK = 100;
const LINK_ATTEMPTS = 3;

/**
 * Adds what the session lacks to its review queue, then links all of it to the run: a call that was interrupted is
 * completed by repeating it.
 */
export async function addItems(
  parts: AdapterParts,
  runId: RunId,
  items: readonly NewItem[],
  options?: CallOptions,
): Promise<readonly Item[]> {
  const { client } = parts;
  const run = await getActiveSessionRun(client, runId, options);
  const asked = new Map<TraceId, NewItem>();
  for (const item of items) {
    const traceId = traceIdOf(item.source);
    if (!asked.has(traceId)) asked.set(traceId, item);
  }
  if (asked.size === 0) return [];
  const queueId = await ensureQueue(parts, run, options);
  const queued = await readQueuedItems(client, { ...run, queueId }, options);
  const present = new Set(queued?.map(({ itemId }) => itemId));
  const missing = [...asked].filter(([traceId]) => !present.has(traceId));
  if (missing.length > 0) await addMissing(client, run, queueId, missing, options);
  // Of all, since an interrupted call may have added them without this.
  const tags = orderTags(run.tags, [...asked.keys()]);
  if (tags !== undefined) await setRunTags(client, runId, tags, options);
  for (const chunk of chunksOf([...asked.keys()], LINK_CHUNK)) {
    await link(client, runId, chunk, options);
  }
  return missing.map(([itemId, { assignees = [] }]) => {
    const traceTags = { [assigneesKey(runId)]: assigneesText(assignees) ?? "[]" };
    return toItem({ itemId, addedAtMs: 0 }, run, traceTags);
  });
}

/** People are named before the items are there: a repeat of an interrupted call would find the items and name nobody. */
async function addMissing(
  client: MlflowClient,
  run: SessionRun,
  queueId: string,
  missing: readonly (readonly [TraceId, NewItem])[],
  options?: CallOptions,
): Promise<void> {
  const traceIds = missing.map(([traceId]) => traceId);
  const assigned = assignedOf(missing);
  try {
    await assignItems(client, run, assigned, options);
    await addQueueItems(client, queueId, traceIds, options);
  } catch (error) {
    if (isLabelingError(error, "NOT_FOUND")) await unassignItems(client, run, assigned);
    throw error;
  }
}

function traceIdOf(source: ItemSource): TraceId {
  if (source.kind === "trace") return source.traceId;
  throw new LabelingError(
    "UNSUPPORTED",
    `MLflow's review queues hold traces only: a ${source.kind === "conversation" ? "conversation" : "dataset record"} cannot be added to a session.`,
  );
}

/** Two callers that link one trace at once make the database refuse one of them; a repeat of the call succeeds. */
async function link(
  client: MlflowClient,
  runId: RunId,
  traceIds: readonly TraceId[],
  options?: CallOptions,
): Promise<void> {
  const request: MlflowRequest = {
    method: "POST",
    path: "/api/2.0/mlflow/traces/link-to-run",
    body: { run_id: runId, trace_ids: traceIds },
    what: `link ${traceIds.length} traces to the session ${runId}`,
    repeatable: true,
  };
  let reply: MlflowReply;
  for (let attempt = 1; ; attempt += 1) {
    reply = await client.call(request, options);
    if (reply.kind === "ok") return;
    if (reply.code !== "BAD_REQUEST" || attempt === LINK_ATTEMPTS) break;
  }
  throw refusalError(reply, request.what);
}
