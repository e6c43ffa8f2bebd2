import {
  wantedLabels,
  type AssignmentState,
  type LabelingSession,
  type ReviewerEmail,
  type ReviewerProgress,
  type RunId,
  type SessionProgress,
} from "@labeldesk/core";
import { findSession } from "./sessions.js";
import { fullAt, isOpen } from "./standing.js";
import type { SqlParts } from "./sql-parts.js";

/** How many assignments of one person are in one state. */
interface Tally {
  readonly reviewer: ReviewerEmail;
  readonly state: AssignmentState;
  readonly count: number;
}

/** Counts how far a session is; one that is not here has nothing. */
export async function progressOf(parts: SqlParts, runId: RunId): Promise<SessionProgress> {
  const session = await findSession(parts, runId);
  const items = await countItems(parts, runId);
  const tallies = await tallyAssignments(parts, runId);
  const left = isOpen(session) ? await countLeft(parts, session) : new Map<ReviewerEmail, number>();
  const submitted = tallies.filter(({ state }) => state === "submitted");
  return {
    items,
    labels: submitted.reduce((sum, { count }) => sum + count, 0),
    wanted: session ? wantedLabels(session) * (items.total - items.excluded) : 0,
    unpublished: await countUnpublished(parts, runId),
    reviewers: people(session, submitted).map((reviewer) =>
      reviewerProgress(reviewer, tallies, left.get(reviewer) ?? 0),
    ),
  };
}

async function countItems(
  { db }: SqlParts,
  runId: RunId,
): Promise<{ total: number; complete: number; excluded: number }> {
  const rows = await db
    .selectFrom("labeldesk_items")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("run_id", "=", runId)
    .groupBy("state")
    .execute();
  const countOf = (wanted: string) => rows.find(({ state }) => state === wanted)?.count ?? 0;
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    complete: countOf("complete"),
    excluded: countOf("excluded"),
  };
}

function tallyAssignments({ db }: SqlParts, runId: RunId): Promise<readonly Tally[]> {
  return db
    .selectFrom("labeldesk_assignments")
    .select(({ fn }) => ["reviewer", "state", fn.countAll<number>().as("count")])
    .where("run_id", "=", runId)
    .groupBy(["reviewer", "state"])
    .execute();
}

async function countUnpublished({ db }: SqlParts, runId: RunId): Promise<number> {
  const { count } = await db
    .selectFrom("labeldesk_submissions")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("run_id", "=", runId)
    .whereRef("published_revision", "<", "revision")
    .executeTakeFirstOrThrow();
  return count;
}

/** The assigned people in their order, then those who answered before they were taken off. */
function people(
  session: LabelingSession | undefined,
  submitted: readonly Tally[],
): readonly ReviewerEmail[] {
  const others = submitted.map(({ reviewer }) => reviewer).toSorted();
  return [...new Set([...(session?.assignedUsers ?? []), ...others])];
}

function reviewerProgress(
  reviewer: ReviewerEmail,
  tallies: readonly Tally[],
  left: number,
): ReviewerProgress {
  const countOf = (state: AssignmentState) =>
    tallies.find((tally) => tally.reviewer === reviewer && tally.state === state)?.count ?? 0;
  return {
    reviewer,
    submitted: countOf("submitted"),
    left,
    postponed: countOf("postponed"),
    declined: countOf("declined"),
  };
}

/** What could still be offered to each assigned person: items that need answers and are not done with, and live offers of full ones. */
async function countLeft(
  parts: SqlParts,
  session: LabelingSession,
): Promise<ReadonlyMap<ReviewerEmail, number>> {
  const needed = await countNeeded(parts, session);
  const done = await countDone(parts, session);
  const kept = await countKeptOffers(parts, session);
  return new Map(
    session.assignedUsers.map((reviewer) => [
      reviewer,
      needed - (done.get(reviewer) ?? 0) + (kept.get(reviewer) ?? 0),
    ]),
  );
}

async function countNeeded({ db }: SqlParts, session: LabelingSession): Promise<number> {
  const full = fullAt(session);
  const { count } = await db
    .selectFrom("labeldesk_items")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("run_id", "=", session.runId)
    .where("state", "!=", "excluded")
    .$if(Number.isFinite(full), (query) => query.where("answers", "<", full))
    .executeTakeFirstOrThrow();
  return count;
}

/** Assignments of items that are not excluded, counted by person. */
function countAssignments({ db }: SqlParts, session: LabelingSession) {
  return db
    .selectFrom("labeldesk_assignments as own")
    .innerJoin("labeldesk_items as item", (join) =>
      join.onRef("item.run_id", "=", "own.run_id").onRef("item.item_id", "=", "own.item_id"),
    )
    .select(({ fn }) => ["own.reviewer", fn.countAll<number>().as("count")])
    .where("own.run_id", "=", session.runId)
    .where("item.state", "!=", "excluded")
    .groupBy("own.reviewer");
}

async function countDone(
  parts: SqlParts,
  session: LabelingSession,
): Promise<ReadonlyMap<ReviewerEmail, number>> {
  const full = fullAt(session);
  const rows = await countAssignments(parts, session)
    .where("own.state", "in", ["submitted", "declined"])
    .$if(Number.isFinite(full), (query) => query.where("item.answers", "<", full))
    .execute();
  return new Map(rows.map(({ reviewer, count }) => [reviewer, count]));
}

async function countKeptOffers(
  parts: SqlParts,
  session: LabelingSession,
): Promise<ReadonlyMap<ReviewerEmail, number>> {
  const full = fullAt(session);
  if (!Number.isFinite(full)) return new Map();
  const rows = await countAssignments(parts, session)
    .where("own.state", "=", "offered")
    .where("own.lease_until_ms", ">", parts.clock.nowMs())
    .where("item.answers", ">=", full)
    .execute();
  return new Map(rows.map(({ reviewer, count }) => [reviewer, count]));
}
