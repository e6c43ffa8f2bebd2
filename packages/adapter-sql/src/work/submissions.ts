import {
  LabelingError,
  type AcceptOutcome,
  type Answer,
  type ItemId,
  type ItemSource,
  type NewSubmission,
  type RunId,
  type Submission,
  type SubmissionKey,
  type SubmissionStore,
} from "@labeldesk/core";
import type { Selectable } from "kysely";
import type { SubmissionsTable } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import type { SqlParts } from "./sql-parts.js";

/** The answers of a revision that takes them back, as stored. */
export const NO_ANSWERS = "[]";

/** What {@link SubmissionStore.listByItems} promises. */
const ITEMS_AT_ONCE = 1_000;

/** The submissions part of the store. */
export function createSubmissions(parts: SqlParts): SubmissionStore {
  const { db } = parts;
  return {
    accept: (submission) => accept(parts, submission),
    find: async (key) => {
      const row = await ofKey(parts, key).executeTakeFirst();
      return row && toSubmission(row);
    },
    listByItem: (runId, itemId) => listByItems(parts, runId, [itemId]),
    listByItems: (runId, itemIds) => listByItems(parts, runId, itemIds),
    listByReviewer: async (runId, reviewer) => {
      const rows = await oldestFirst(parts)
        .where("run_id", "=", runId)
        .where("reviewer", "=", reviewer)
        .execute();
      return rows.map(toSubmission);
    },
    history: (key) => history(parts, key),
    listUnpublished: async (limit) => {
      const rows = await oldestFirst(parts)
        .whereRef("published_revision", "<", "revision")
        .limit(limit)
        .execute();
      return rows.map(toSubmission);
    },
    markPublished: async ({ runId, itemId, reviewer }, revision) => {
      await db
        .updateTable("labeldesk_submissions")
        .set({ published_revision: revision })
        .where("run_id", "=", runId)
        .where("item_id", "=", itemId)
        .where("reviewer", "=", reviewer)
        .where("published_revision", "<", revision)
        .execute();
    },
  };
}

function oldestFirst({ db }: SqlParts) {
  return db
    .selectFrom("labeldesk_submissions")
    .selectAll()
    .orderBy("accepted_at_ms")
    .orderBy("run_id")
    .orderBy("item_id")
    .orderBy("reviewer");
}

async function listByItems(
  parts: SqlParts,
  runId: RunId,
  itemIds: readonly ItemId[],
): Promise<readonly Submission[]> {
  if (itemIds.length > ITEMS_AT_ONCE)
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `Answers to ${itemIds.length} items of the session ${runId} were asked for at once. Ask for at most ${ITEMS_AT_ONCE}.`,
    );
  if (itemIds.length === 0) return [];
  const rows = await oldestFirst(parts)
    .where("run_id", "=", runId)
    .where("item_id", "in", itemIds)
    .execute();
  return rows.map(toSubmission);
}

function ofKey({ db }: SqlParts, { runId, itemId, reviewer }: SubmissionKey) {
  return db
    .selectFrom("labeldesk_submissions")
    .selectAll()
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .where("reviewer", "=", reviewer);
}

/** The row is made first and locked then, so that two gestures at once get different revisions. */
async function accept(parts: SqlParts, submission: NewSubmission): Promise<AcceptOutcome> {
  const { db, facts } = parts;
  const key = {
    run_id: submission.runId,
    item_id: submission.itemId,
    reviewer: submission.reviewer,
  };
  const given = {
    source: JSON.stringify(submission.source),
    answers: JSON.stringify(submission.answers),
    accepted_at_ms: submission.acceptedAtMs,
    restores: submission.restores ?? null,
  };
  await db
    .insertInto("labeldesk_submissions")
    .values({
      ...key,
      ...given,
      revision: 0,
      published_revision: 0,
      first_accepted_at_ms: submission.acceptedAtMs,
      offered_at_ms: submission.offeredAtMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const current = await ofKey(parts, submission)
    .$if(facts.locksRows, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  if (await isKnownGesture(parts, submission))
    return { kind: "repeated", submission: toSubmission(current) };
  const { fromTracking } = submission;
  const revision = Math.max(current.revision + 1, fromTracking?.revision ?? 0);
  const next = { ...given, revision };
  const published = fromTracking === undefined ? {} : { published_revision: revision };
  await db
    .insertInto("labeldesk_revisions")
    .values({ ...key, ...next, gesture: submission.gesture })
    .execute();
  await db
    .updateTable("labeldesk_submissions")
    .set({ ...next, ...published })
    .where("run_id", "=", submission.runId)
    .where("item_id", "=", submission.itemId)
    .where("reviewer", "=", submission.reviewer)
    .execute();
  return { kind: "accepted", submission: toSubmission({ ...current, ...next, ...published }) };
}

async function isKnownGesture({ db }: SqlParts, submission: NewSubmission): Promise<boolean> {
  const row = await db
    .selectFrom("labeldesk_revisions")
    .select("revision")
    .where("run_id", "=", submission.runId)
    .where("item_id", "=", submission.itemId)
    .where("reviewer", "=", submission.reviewer)
    .where("gesture", "=", submission.gesture)
    .executeTakeFirst();
  return row !== undefined;
}

async function history(parts: SqlParts, key: SubmissionKey): Promise<readonly Submission[]> {
  const current = await ofKey(parts, key).executeTakeFirst();
  if (!current) return [];
  const rows = await parts.db
    .selectFrom("labeldesk_revisions")
    .selectAll()
    .where("run_id", "=", key.runId)
    .where("item_id", "=", key.itemId)
    .where("reviewer", "=", key.reviewer)
    .orderBy("revision")
    .execute();
  return rows.map((row) => toSubmission({ ...current, ...row }));
}

function toSubmission(row: Selectable<SubmissionsTable>): Submission {
  return {
    runId: row.run_id,
    itemId: row.item_id,
    reviewer: row.reviewer,
    source: readOwnJson<ItemSource>(row.source),
    revision: row.revision,
    answers: readOwnJson<readonly Answer[]>(row.answers),
    acceptedAtMs: row.accepted_at_ms,
    firstAcceptedAtMs: row.first_accepted_at_ms,
    offeredAtMs: row.offered_at_ms,
    publishedRevision: row.published_revision,
    ...(row.restores !== null && { restores: row.restores }),
  };
}
