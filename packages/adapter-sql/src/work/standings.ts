import {
  presentReviewers,
  type ItemId,
  type ItemSource,
  type LabelingSession,
  type OfferTerms,
  type OwnAssignment,
  type ReviewerEmail,
  type Standing,
} from "@labeldesk/core";
import { sql, type Kysely, type Selectable } from "kysely";
import {
  UNLIMITED_PLACES,
  type AssignmentsTable,
  type ItemsTable,
  type WorkTables,
} from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import { hasOpenPlaces, openPlaces } from "./open-places.js";

/** One reviewer's question "what is next?", and what answering it needs. */
export interface Question {
  readonly db: Kysely<WorkTables>;
  readonly session: LabelingSession;
  readonly reviewer: ReviewerEmail;
  readonly terms: OfferTerms;
  readonly leases: Leases;
}

/** When the live offers of other people who are here run out, soonest first. There are few: one for each person, or so. */
type Leases = ReadonlyMap<ItemId, readonly number[]>;

/** The live offers of others. */
export async function liveLeases({
  db,
  session,
  reviewer,
  terms,
}: Omit<Question, "leases">): Promise<Leases> {
  const present = new Set(presentReviewers(session));
  const rows = await db
    .selectFrom("labeldesk_assignments")
    .select(["item_id", "reviewer", "lease_until_ms"])
    .where("run_id", "=", session.runId)
    .where("state", "=", "offered")
    .where("lease_until_ms", ">", terms.nowMs)
    .where("reviewer", "!=", reviewer)
    .orderBy("lease_until_ms")
    .execute();
  const leases = new Map<ItemId, number[]>();
  for (const row of rows.filter((lease) => present.has(lease.reviewer)))
    leases.set(row.item_id, [...(leases.get(row.item_id) ?? []), row.lease_until_ms]);
  return leases;
}

/** How many items count against the reviewer's cap. */
export async function countLoad(question: Omit<Question, "leases">): Promise<number> {
  const { load } = await selectOwn(question)
    .select(({ fn }) => fn.countAll<number>().as("load"))
    .where("mine.state", "in", ["submitted", "offered", "postponed"])
    .executeTakeFirstOrThrow();
  return load;
}

/** What the reviewer has on offer or has postponed. */
export async function ownItems(question: Question): Promise<readonly Standing[]> {
  const rows = await selectOwn(question)
    .select([...FACTS, ...OWN_FACTS])
    .where(isUnsettled)
    .where("mine.state", "in", ["offered", "postponed"])
    .execute();
  return rows.map((row) => toStanding(question, row, toOwn(row)));
}

/** Of what was dealt to the reviewer, the first that nobody else has on offer, and all that others have. */
export async function dealtItems(question: Question): Promise<readonly Standing[]> {
  const dealt = selectOwn(question)
    .select([...FACTS, ...OWN_FACTS])
    .where(isUnsettled)
    .where("mine.state", "=", "waiting")
    .whereRef("item.places", ">", "item.answers");
  const onOffer = [...question.leases.keys()];
  const free = dealt.orderBy("mine.position").limit(1);
  const rows =
    onOffer.length === 0
      ? await free.execute()
      : [
          ...(await free.where("mine.item_id", "not in", onOffer).execute()),
          ...(await dealt.where("mine.item_id", "in", onOffer).execute()),
        ];
  return rows.map((row) => toStanding(question, row, toOwn(row)));
}

/** Of the items that the reviewer has no assignment of, the best that nobody has on offer, and all that others have. */
export async function openItems(question: Question): Promise<readonly Standing[]> {
  const onOffer = [...question.leases.keys()];
  const taken =
    onOffer.length === 0
      ? []
      : await selectItems(question).where("item.item_id", "in", onOffer).execute();
  const first = await firstUntouched(question, onOffer);
  const rows = [...taken.filter(({ touched }) => touched === 0), ...(first ? [first] : [])];
  return rows.map((row) => toStanding(question, row, undefined));
}

/**
 * Looks at the first item in the order of the index, then at the next 8, 64, … until one is untouched. Not one statement
 * that leaves out the touched ones: while PostgreSQL has no statistics of a new session it would sort all items, or
 * compare each with all that the reviewer has; of the first few it takes the index.
 */
async function firstUntouched(question: Question, onOffer: readonly ItemId[]) {
  const open = selectItems(question)
    .select(openPlaces.as("open"))
    .where(hasOpenPlaces)
    .$if(onOffer.length > 0, (query) => query.where("item.item_id", "not in", onOffer))
    .orderBy(openPlaces, "desc")
    .orderBy("item.position");
  for (let offset = 0, size = 1; ; offset += size, size *= 8) {
    // oxlint-disable-next-line no-await-in-loop -- each look depends on the one before
    const first = await question.db
      .selectFrom(open.limit(size).offset(offset).as("some"))
      .selectAll()
      .orderBy("touched")
      .orderBy("open", "desc")
      .orderBy("position")
      .limit(1)
      .executeTakeFirst();
    if (first === undefined || first.touched === 0) return first;
  }
}

/** Word for word what the index `labeldesk_assignments_unsettled` is over: SQLite does not see that a part of it is in it. */
const isUnsettled = sql<boolean>`mine.state in ('waiting', 'offered', 'postponed')`;

const FACTS = [
  "item.item_id",
  "item.source",
  "item.state as item_state",
  "item.position",
  "item.places",
  "item.answers",
  "item.reserved",
] as const;

const OWN_FACTS = [
  "mine.state",
  "mine.offered_at_ms",
  "mine.lease_until_ms",
  "mine.postponed_until_ms",
] as const;

/** The reviewer's assignments with their items, excluded ones left out. */
function selectOwn({ db, session, reviewer }: Omit<Question, "leases">) {
  return db
    .selectFrom("labeldesk_assignments as mine")
    .innerJoin("labeldesk_items as item", (join) =>
      join.onRef("item.run_id", "=", "mine.run_id").onRef("item.item_id", "=", "mine.item_id"),
    )
    .where("mine.run_id", "=", session.runId)
    .where("mine.reviewer", "=", reviewer)
    .where("item.state", "!=", "excluded");
}

/** The session's items, excluded ones left out. `touched`: 1 where the reviewer has an assignment, else 0. */
function selectItems({ db, session, reviewer }: Question) {
  return db
    .selectFrom("labeldesk_items as item")
    .select(FACTS)
    .select(({ selectFrom, fn }) =>
      selectFrom("labeldesk_assignments as mine")
        .select(fn.countAll<number>().as("count"))
        .whereRef("mine.run_id", "=", "item.run_id")
        .whereRef("mine.item_id", "=", "item.item_id")
        .where("mine.reviewer", "=", reviewer)
        .as("touched"),
    )
    .where("item.run_id", "=", session.runId)
    .where("item.state", "!=", "excluded");
}

type Facts = Pick<
  Selectable<ItemsTable>,
  "item_id" | "source" | "position" | "places" | "answers" | "reserved"
> & { readonly item_state: ItemsTable["state"] };

function toStanding({ leases }: Question, row: Facts, mine: OwnAssignment | undefined): Standing {
  return {
    item: {
      itemId: row.item_id,
      source: readOwnJson<ItemSource>(row.source),
      state: row.item_state,
      position: row.position,
    },
    places: row.places === UNLIMITED_PLACES ? Number.POSITIVE_INFINITY : row.places,
    answers: row.answers,
    otherLeasesMs: leases.get(row.item_id) ?? [],
    otherWaiting: row.reserved - (mine?.state === "waiting" ? 1 : 0),
    mine,
  };
}

function toOwn(
  row: Pick<
    Selectable<AssignmentsTable>,
    "state" | "offered_at_ms" | "lease_until_ms" | "postponed_until_ms"
  >,
): OwnAssignment {
  return {
    state: row.state,
    offeredAtMs: row.offered_at_ms,
    leaseUntilMs: row.lease_until_ms,
    postponedUntilMs: row.postponed_until_ms,
  };
}
