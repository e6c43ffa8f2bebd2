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
  tryCreateQueue,
  trySetItemStatus,
  tryUpdateQueue,
} from "./queue-calls.js";

// MLflow's limits of review queues (3.14 to 3.17).
const MAX_USERS = 10;
const MAX_NAME = 250;

/** The label schemas of the experiment that the session asks, by MLflow's ids; a queue can name no others. */
export async function schemaIdsOf(
  { client }: AdapterParts,
  { experimentId, labelSchemas }: NewLabelingSession,
  options?: CallOptions,
): Promise<readonly string[]> {
  const stored = await listWireSchemas(client, experimentId, options);
  const ids = new Map(stored.map(({ name, schema_id }) => [name, schema_id]));
  return labelSchemas.flatMap(({ name }) => ids.get(name) ?? []);
}

/**
 * The people of the queue: the first by e-mail, as many as MLflow takes. On a server with a login, an account that is
 * no administrator may set states only in queues that it is in: it takes one place.
 */
export async function queueUsers(
  { account }: AdapterParts,
  { assignedUsers }: Pick<LabelingSession, "assignedUsers">,
  options?: CallOptions,
): Promise<readonly string[]> {
  const own = await account.read(options);
  const users = assignedUsers.toSorted();
  if (own === undefined || own.isAdmin) return users.slice(0, MAX_USERS);
  const others = users.filter((user) => user !== own.username.toLowerCase());
  return [own.username, ...others.slice(0, MAX_USERS - 1)];
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

/** The session's queue, made again with its items when it is gone. */
export async function ensureQueue(
  parts: AdapterParts,
  run: SessionRun,
  options?: CallOptions,
): Promise<string> {
  const { client } = parts;
  if (run.queueId !== undefined) {
    const queue = await findQueue(client, { queueId: run.queueId }, options);
    if (queue !== undefined) return queue.queue_id;
  }
  const { session } = run;
  const queueId = await createNamedQueue(parts, session, options);
  try {
    await fillQueue(parts, run, queueId, options);
    await setRunTags(client, session.runId, [queueTag(queueId)], options);
  } catch (error) {
    // A queue that no run names would stay for ever. The first failure is the one to tell.
    await deleteQueue(client, queueId).catch(() => undefined);
    throw error;
  }
  return queueId;
}

async function createNamedQueue(
  parts: AdapterParts,
  session: LabelingSession,
  options?: CallOptions,
): Promise<string> {
  const { experimentId } = session;
  const schemaIds = await schemaIdsOf(parts, session, options);
  const users = await queueUsers(parts, session, options);
  const unlikely = `${session.runId} ${crypto.randomUUID()}`;
  for (const name of [...namesFor(session), unlikely]) {
    const queue = { experimentId, name, users, schemaIds };
    const made = await tryCreateQueue(parts.client, queue, options);
    if (made !== undefined) return made.queue_id;
  }
  throw new Error(`MLflow refused the queue name "${unlikely}", which nobody else can have.`);
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
