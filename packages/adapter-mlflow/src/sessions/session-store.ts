import type {
  CallOptions,
  ExperimentId,
  LabelingSession,
  LabelingSessionChanges,
  RunId,
  SessionStore,
} from "@labeldesk/core";
import { changeSession, isLabelingError } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import { stateTags } from "../items/kept-states.js";
import { readItems } from "../items/read-items.js";
import { deleteQueue } from "../queues/queue-calls.js";
import { queueMirror } from "../queues/queue-people.js";
import {
  ensureQueue,
  nameQueue,
  updateQueueSchemas,
  updateQueueUsers,
} from "../queues/session-queue.js";
import { createSession } from "./create-session.js";
import { saveFigures } from "./figures.js";
import {
  getActiveSessionRun,
  getSessionRun,
  searchRuns,
  setRunTags,
  tellRun,
} from "./run-calls.js";
import { SESSION_FILTER, decodeSession, fieldTags } from "./session-tags.js";
import type { SessionRun } from "./session-tags.js";
import { findSyncDigest, saveSyncDigest } from "./sync-digests.js";
import type { WireRun } from "./wire.js";

/** The labeling sessions of an MLflow server: runs whose tags hold the session, each with a review queue. */
export function mlflowSessions(parts: AdapterParts): SessionStore {
  const { client } = parts;
  return {
    createSession: (session, options) => createSession(parts, session, options),
    getSession: async (runId, options) => (await getSessionRun(client, runId, options)).session,
    listSessions: (experimentId, options) => list(parts, experimentId, options),
    updateSession: (runId, changes, options) => update(parts, runId, changes, options),
    queueMirror: (session, options) => queueMirror(parts, session, options),
    deleteSession: (runId, options) => remove(parts, runId, options),
    restoreSession: (runId, options) => restore(parts, runId, options),
    findSyncDigest: (runId, datasetId, options) =>
      findSyncDigest(client, runId, datasetId, options),
    saveSyncDigest: (runId, datasetId, digest, options) =>
      saveSyncDigest(client, runId, datasetId, digest, options),
    saveFigures: (runId, figures, options) => saveFigures(client, runId, figures, options),
  };
}

async function list(
  { client }: AdapterParts,
  experimentId: ExperimentId,
  options?: CallOptions,
): Promise<readonly LabelingSession[]> {
  const runs = await searchRuns(client, experimentId, SESSION_FILTER, "ACTIVE_ONLY", options);
  return runs.flatMap((run) => readable(run)?.session ?? []);
}

/** A session whose tags somebody damaged shows when it is asked for; it must not hide all the others. */
function readable(run: WireRun): SessionRun | undefined {
  try {
    return decodeSession(run);
  } catch (error) {
    if (isLabelingError(error, "BACKEND")) return undefined;
    throw error;
  }
}

async function update(
  parts: AdapterParts,
  runId: RunId,
  changes: LabelingSessionChanges,
  options?: CallOptions,
): Promise<LabelingSession> {
  const { client } = parts;
  const { session: before, queueId } = await getActiveSessionRun(client, runId, options);
  const after = changeSession(before, changes);
  await setRunTags(client, runId, fieldTags(after), options);
  if (after.name !== before.name || after.state !== before.state) {
    await tellRun(client, "update", runChanges(after), `change the session ${runId}`, options);
  }
  if (queueId === undefined) return after;
  if (changes.assignedUsers !== undefined) {
    await updateQueueUsers(parts, queueId, after, options);
  }
  if (changes.labelSchemas !== undefined) {
    await updateQueueSchemas(parts, queueId, after, options);
  }
  // Also when the run has the name already: a call that was interrupted may have got no further.
  if (changes.name !== undefined) await nameQueue(parts, queueId, after, options);
  return after;
}

function runChanges({ runId, name, state }: LabelingSession): object {
  return {
    run_id: runId,
    run_name: name,
    ...(state === "closed" ? { status: "FINISHED", end_time: Date.now() } : { status: "RUNNING" }),
  };
}

/** The states of the items live in the queue, which goes: the run keeps them. Links and assessments stay. */
async function remove(parts: AdapterParts, runId: RunId, options?: CallOptions): Promise<void> {
  const { client } = parts;
  const run = await getSessionRun(client, runId, options);
  if (run.session.lifecycle === "active") {
    const items = await readItems(client, run, options);
    const ended = items.flatMap(({ itemId, final }) =>
      final === undefined ? [] : [{ itemId, final }],
    );
    await setRunTags(client, runId, stateTags(ended), options);
    await tellRun(client, "delete", { run_id: runId }, `delete the session ${runId}`, options);
  }
  if (run.queueId !== undefined) await deleteQueue(client, run.queueId, options);
}

async function restore(
  parts: AdapterParts,
  runId: RunId,
  options?: CallOptions,
): Promise<LabelingSession> {
  const { client } = parts;
  const run = await getSessionRun(client, runId, options);
  const what = `restore the session ${runId}`;
  if (run.session.lifecycle === "deleted") {
    await tellRun(client, "restore", { run_id: runId }, what, options);
  }
  await ensureQueue(parts, run, options);
  return { ...run.session, lifecycle: "active" };
}
