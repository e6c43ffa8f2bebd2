import { setTimeout as sleep } from "node:timers/promises";
import { LabelingError } from "@labeldesk/core";
import type { CallOptions, LabelingSession, NewLabelingSession } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import { mayHaveHappened } from "../http/uncertain.js";
import { deleteQueue, findQueue, tryCreateOwnQueue } from "../queues/queue-calls.js";
import { queueUsers } from "../queues/queue-people.js";
import { ensureQueue, nameQueue, schemaIdsOf } from "../queues/session-queue.js";
import { createRun, searchRuns } from "./run-calls.js";
import {
  creationKeyFilter,
  decodeSession,
  hashOf,
  newSessionTags,
  queueFilter,
} from "./session-tags.js";
import type { SessionRun } from "./session-tags.js";

const POLL_MS = 200;
/** How long another creator may take between its two calls before it is taken for dead. */
const CLAIM_WAIT_MS = 10_000;

/** What came of asking for the right to make the run. */
type Claim =
  | { readonly kind: "claimed"; readonly queueId: string }
  | { readonly kind: "made"; readonly run: SessionRun };

/**
 * Creates a session, once per creation key. MLflow makes as many runs as it is asked for, but the names of review
 * queues are unique: whoever gets the queue named after the key makes the run, the others wait for it to appear. The
 * queue gets the session's name last, so that an interrupted creation is recognised and completed by the next.
 */
export async function createSession(
  parts: AdapterParts,
  session: NewLabelingSession,
  options?: CallOptions,
): Promise<LabelingSession> {
  const first = await findByCreationKey(parts, session, options);
  if (first !== undefined) return await finish(parts, session, first, options);
  const claim = await claimQueue(parts, session, options);
  if (claim.kind === "made") return await finish(parts, session, claim.run, options);
  const { queueId } = claim;
  // Another creator may have made the run, and given the name free, since the first look.
  const other = await findByCreationKey(parts, session, options);
  if (other !== undefined) {
    if (other.queueId !== queueId) await deleteQueue(parts.client, queueId, options);
    return await finish(parts, session, other, options);
  }
  const made = await createRunFor(parts, session, queueId, options);
  await nameQueue(parts, queueId, made.session, options);
  return made.session;
}

/** The name under which the queue of a creation waits for its run. */
function claimName({ creationKey }: NewLabelingSession): string {
  return `labeldesk ${hashOf(creationKey ?? crypto.randomUUID()).slice(0, 32)}`;
}

/** The first session of the creation key, deleted ones included. */
async function findByCreationKey(
  { client }: AdapterParts,
  { experimentId, creationKey }: NewLabelingSession,
  options?: CallOptions,
): Promise<SessionRun | undefined> {
  if (creationKey === undefined) return undefined;
  const filter = creationKeyFilter(creationKey);
  const runs = await searchRuns(client, experimentId, filter, "ALL", options);
  const oldest = runs.at(-1);
  return oldest === undefined ? undefined : decodeSession(oldest);
}

async function claimQueue(
  parts: AdapterParts,
  session: NewLabelingSession,
  options?: CallOptions,
): Promise<Claim> {
  const { experimentId } = session;
  const name = claimName(session);
  const schemaIds = await schemaIdsOf(parts, session, options);
  const users = await queueUsers(parts, session, options);
  const queue = { experimentId, name, users, schemaIds };
  const made = await tryCreateOwnQueue(parts.client, queue, options);
  if (made !== undefined) return { kind: "claimed", queueId: made.queue_id };
  for (let waitedMs = 0; waitedMs < CLAIM_WAIT_MS; waitedMs += POLL_MS) {
    options?.signal?.throwIfAborted();
    await sleep(POLL_MS);
    const run = await findByCreationKey(parts, session, options);
    if (run !== undefined) return { kind: "made", run };
  }
  // Whoever claimed it died before making the run: the queue is taken over as it is.
  const left = await findQueue(parts.client, { experimentId, name }, options);
  if (left !== undefined) return { kind: "claimed", queueId: left.queue_id };
  throw new LabelingError(
    "UNAVAILABLE",
    `Could not create the labeling session "${session.name}": it is being created elsewhere at the same time. Try again later.`,
  );
}

/** Makes the run with everything that makes it a session, in one call. */
async function createRunFor(
  { client }: AdapterParts,
  session: NewLabelingSession,
  queueId: string,
  options?: CallOptions,
): Promise<SessionRun> {
  const { experimentId, name } = session;
  const tags = newSessionTags(session, queueId);
  try {
    const run = { experimentId, name, startTimeMs: Date.now(), tags };
    return readBack(await createRun(client, run, options));
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    // No answer came, but the run may have been made.
    const [made] = await searchRuns(client, experimentId, queueFilter(queueId), "ALL", options);
    if (made === undefined) throw error;
    return readBack(made);
  }
}

function readBack(wire: Parameters<typeof decodeSession>[0]): SessionRun {
  const run = decodeSession(wire);
  if (run !== undefined) return run;
  throw new LabelingError("BACKEND", "MLflow did not keep the tags of the session it created.");
}

/** Completes a creation that was interrupted: the queue still has the name it was claimed under. */
async function finish(
  parts: AdapterParts,
  asked: NewLabelingSession,
  run: SessionRun,
  options?: CallOptions,
): Promise<LabelingSession> {
  const { session } = run;
  if (session.lifecycle === "deleted") return session;
  const queueId = await ensureQueue(parts, run, options);
  const queue = await findQueue(parts.client, { queueId }, options);
  if (queue?.name === claimName(asked)) await nameQueue(parts, queueId, session, options);
  return session;
}
