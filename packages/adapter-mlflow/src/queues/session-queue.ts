import { LabelingError } from "@labeldesk/core";
import type { CallOptions, LabelingSession, NewLabelingSession } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import { readItems } from "../items/read-items.js";
import { listWireSchemas } from "../label-schemas/schema-calls.js";
import { setRunTags } from "../sessions/run-calls.js";
import { queueTag } from "../sessions/session-tags.js";
import type { SessionRun } from "../sessions/session-tags.js";
import {
  addQueueItems,
  deleteQueue,
  findQueue,
  tryCreateOwnQueue,
  trySetItemStatus,
  trySetQueueSchemas,
  tryUpdateQueue,
} from "./queue-calls.js";
import { queueUsers } from "./queue-people.js";

/** MLflow's limit of a queue's name (3.14 to 3.17). */
const MAX_NAME = 250;

/**
 * The label schemas of the experiment that the session asks, by MLflow's ids; a queue can name no others. A schema that
 * was renamed since the session took it is known by its id.
 */
export async function schemaIdsOf(
  { client }: AdapterParts,
  { experimentId, labelSchemas }: NewLabelingSession,
  options?: CallOptions,
): Promise<readonly string[]> {
  const stored = await listWireSchemas(client, experimentId, options);
  const known = new Set(stored.map(({ schema_id }) => schema_id));
  const byName = new Map(stored.map(({ name, schema_id }) => [name, schema_id]));
  const ids = labelSchemas.flatMap(({ name, schemaId }) =>
    schemaId !== undefined && known.has(schemaId) ? schemaId : (byName.get(name) ?? []),
  );
  return [...new Set(ids)];
}

/** The names to try: the session's own, then one that nobody else can want. */
function namesFor({ name, runId }: Pick<LabelingSession, "name" | "runId">): readonly string[] {
  const suffix = ` (${runId.slice(0, 8)})`;
  const signs = [...name];
  return [name, signs.slice(0, MAX_NAME - suffix.length).join("") + suffix];
}

/** Names a queue after its session. */
export async function nameQueue(
  { client }: AdapterParts,
  queueId: string,
  session: LabelingSession,
  options?: CallOptions,
): Promise<void> {
  for (const name of namesFor(session)) {
    if (await tryUpdateQueue(client, queueId, { name }, options)) return;
  }
}

/** Sets the queue's people to the session's; a queue that was deleted in MLflow is made again when it is needed. */
export async function updateQueueUsers(
  parts: AdapterParts,
  queueId: string,
  session: LabelingSession,
  options?: CallOptions,
): Promise<void> {
  const users = await queueUsers(parts, session, options);
  await tryUpdateQueue(parts.client, queueId, { users }, options);
}

/**
 * Sets the queue's questions to the session's. MLflow locks them once the queue has items, and refuses then also what
 * changes nothing: the queue keeps those it has. A schema that was changed in place shows in it all the same.
 */
export async function updateQueueSchemas(
  parts: AdapterParts,
  queueId: string,
  session: LabelingSession,
  options?: CallOptions,
): Promise<void> {
  const schemaIds = await schemaIdsOf(parts, session, options);
  await trySetQueueSchemas(parts.client, queueId, schemaIds, options);
}

/**
 * The session's queue, made again with its items when it is gone. It gets the session's name last: until then it has one
 * by which whoever completes an interrupted attempt finds it.
 */
export async function ensureQueue(
  parts: AdapterParts,
  run: SessionRun,
  options?: CallOptions,
): Promise<string> {
  const { client } = parts;
  const { session } = run;
  if (run.queueId !== undefined) {
    const queue = await findQueue(client, { queueId: run.queueId }, options);
    if (queue?.name === unfinishedName(session)) {
      await nameQueue(parts, queue.queue_id, session, options);
    }
    if (queue !== undefined) return queue.queue_id;
  }
  const queueId = await createUnfinished(parts, session, options);
  try {
    await fillQueue(parts, run, queueId, options);
    await setRunTags(client, session.runId, [queueTag(queueId)], options);
  } catch (error) {
    // A queue that no run names would stay for ever. The first failure is the one to tell.
    await deleteQueue(client, queueId).catch(() => undefined);
    throw error;
  }
  await nameQueue(parts, queueId, session, options);
  return queueId;
}

/** The name of a queue that is made again, until it has its items. */
function unfinishedName({ runId }: LabelingSession): string {
  return `labeldesk ${runId}`;
}

async function createUnfinished(
  parts: AdapterParts,
  session: LabelingSession,
  options?: CallOptions,
): Promise<string> {
  const { client } = parts;
  const { experimentId } = session;
  const name = unfinishedName(session);
  const schemaIds = await schemaIdsOf(parts, session, options);
  const users = await queueUsers(parts, session, options);
  const queue = { experimentId, name, users, schemaIds };
  const made =
    (await tryCreateOwnQueue(client, queue, options)) ??
    // Somebody died over it, or is about to finish it: both will fill the same queue.
    (await findQueue(client, { experimentId, name }, options));
  if (made !== undefined) return made.queue_id;
  throw new LabelingError(
    "UNAVAILABLE",
    `Could not make the review queue of the session "${session.name}" again: somebody else does at the same time. Try again later.`,
  );
}

async function fillQueue(
  { client }: AdapterParts,
  run: SessionRun,
  queueId: string,
  options?: CallOptions,
): Promise<void> {
  const items = await readItems(client, { ...run, queueId: undefined }, options);
  const itemIds = items.map(({ itemId }) => itemId);
  await addQueueItems(client, queueId, itemIds, options);
  for (const { itemId, final } of items) {
    if (final === undefined) continue;
    await trySetItemStatus(client, { queueId, itemId }, final, options);
  }
}
