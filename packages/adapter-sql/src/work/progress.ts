import {
  canBeOffered,
  capOf,
  presentReviewers,
  type LabelingSession,
  type ReviewerEmail,
  type ReviewerProgress,
  type RunId,
  type SessionProgress,
} from "@labeldesk/core";
import { sql } from "kysely";
import { UNLIMITED_PLACES } from "../database/tables.js";
import { hasOpenPlaces, openPlaces } from "./open-places.js";
import { findSession } from "./session-rows.js";
import type { SqlParts } from "./sql-parts.js";

/** What the assignments of one person come to. From `load` on, those of excluded items do not count. */
interface Tally {
  readonly reviewer: ReviewerEmail;
  readonly submitted: number;
  readonly postponed: number;
  readonly declined: number;
  /** What counts against the cap. */
  readonly load: number;
  /** Waits for the person and needs answers. */
  readonly dealt: number;
  /** On offer or postponed, and may be answered: no cap takes it away. */
  readonly kept: number;
  /** Of the items with open places, those that the person has an assignment of. */
  readonly touched: number;
}

/** Counts how far a session is; one that is not here has nothing. The database counts, whatever the number of items. */
export async function progressOf(parts: SqlParts, runId: RunId): Promise<SessionProgress> {
  const session = await findSession(parts, runId);
  const { needed, wanted, ...items } = await countItems(parts, runId, session);
  const tallies = await tallyAssignments(parts, runId);
  const byReviewer = new Map(tallies.map((tally) => [tally.reviewer, tally]));
  return {
    items,
    labels: tallies.reduce((sum, { submitted }) => sum + submitted, 0),
    wanted,
    unpublished: await countUnpublished(parts, runId),
    reviewers: people(session, tallies).map((reviewer) => {
      const tally = byReviewer.get(reviewer) ?? { reviewer, ...NOTHING };
      return toProgress(tally, session ? leftOf(session, tally, needed) : 0);
    }),
  };
}

/** `needed`: items with open places; `wanted`: answers wanted over all items that are not excluded. */
async function countItems(
  { db }: SqlParts,
  runId: RunId,
  session: LabelingSession | undefined,
): Promise<SessionProgress["items"] & { readonly needed: number; readonly wanted: number }> {
  const everyone = session === undefined ? 0 : presentReviewers(session).length;
  return db
    .selectFrom("labeldesk_items as item")
    .select(({ fn }) => [
      fn.countAll<number>().as("total"),
      fn.countAll<number>().filterWhere("item.state", "=", "complete").as("complete"),
      fn.countAll<number>().filterWhere("item.state", "=", "excluded").as("excluded"),
      fn.countAll<number>().filterWhere(hasOpenPlaces).as("needed"),
      fn
        .coalesce(
          fn
            .sum<number>(
              sql`case when item.places = ${sql.lit(UNLIMITED_PLACES)} then ${sql.lit(everyone)} else item.places end`,
            )
            .filterWhere("item.state", "!=", "excluded"),
          sql<number>`0`,
        )
        .as("wanted"),
    ])
    .where("item.run_id", "=", runId)
    .executeTakeFirstOrThrow();
}

/** The same distinctions as in `leftFor`, one person after the other. */
function tallyAssignments({ db, clock }: SqlParts, runId: RunId): Promise<readonly Tally[]> {
  const isHere = sql<boolean>`item.state <> 'excluded'`;
  const isDealt = sql<boolean>`own.state = 'waiting' and item.places > item.answers`;
  const isKept = sql<boolean>`(own.state = 'postponed' and ${openPlaces} > 0
    or own.state = 'offered' and (${openPlaces} > 0 or own.lease_until_ms > ${clock.nowMs()}))`;
  return db
    .selectFrom("labeldesk_assignments as own")
    .innerJoin("labeldesk_items as item", (join) =>
      join.onRef("item.run_id", "=", "own.run_id").onRef("item.item_id", "=", "own.item_id"),
    )
    .select("own.reviewer")
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere("own.state", "=", "submitted").as("submitted"),
      fn.countAll<number>().filterWhere("own.state", "=", "postponed").as("postponed"),
      fn.countAll<number>().filterWhere("own.state", "=", "declined").as("declined"),
      fn
        .countAll<number>()
        .filterWhere(isHere)
        .filterWhere("own.state", "in", ["submitted", "offered", "postponed"])
        .as("load"),
      fn.countAll<number>().filterWhere(isHere).filterWhere(isDealt).as("dealt"),
      fn.countAll<number>().filterWhere(isHere).filterWhere(isKept).as("kept"),
      fn.countAll<number>().filterWhere(hasOpenPlaces).as("touched"),
    ])
    .where("own.run_id", "=", runId)
    .groupBy("own.reviewer")
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
  tallies: readonly Tally[],
): readonly ReviewerEmail[] {
  const others = tallies.filter(({ submitted }) => submitted > 0).map(({ reviewer }) => reviewer);
  return [...new Set([...(session?.assignedUsers ?? []), ...others.toSorted()])];
}

const NOTHING: Omit<Tally, "reviewer"> = {
  submitted: 0,
  postponed: 0,
  declined: 0,
  load: 0,
  dealt: 0,
  kept: 0,
  touched: 0,
};

/** What could still be offered to the person. */
function leftOf(session: LabelingSession, tally: Tally, needed: number): number {
  const { reviewer, load, dealt, kept, touched } = tally;
  if (!canBeOffered(session, reviewer)) return 0;
  const room = Math.max(0, capOf(session, reviewer) - load);
  return kept + Math.min(dealt + needed - touched, room);
}

function toProgress(
  { reviewer, submitted, postponed, declined }: Tally,
  left: number,
): ReviewerProgress {
  return { reviewer, submitted, left, postponed, declined };
}
