import { sql, type Kysely } from "kysely";
import { readOwnJson } from "../json-text.js";
import { createIndex, dropIndex } from "./create-index.js";
import type { DialectFacts } from "./dialect-facts.js";
import { retyped } from "./retyped.js";

/** The tables as this step finds and leaves them: later versions may shape them anew, this step stays. */
interface Tables {
  labeldesk_sessions: { run_id: string; session: string };
  labeldesk_items: { run_id: string; item_id: string; position: number; places: number };
  labeldesk_assignments: {
    run_id: string;
    item_id: string;
    reviewer: string;
    offered_at_ms: number;
    position: number;
  };
  labeldesk_submissions: {
    run_id: string;
    item_id: string;
    reviewer: string;
    accepted_at_ms: number;
    first_accepted_at_ms: number;
    offered_at_ms: number;
  };
  labeldesk_revisions: {
    run_id: string;
    item_id: string;
    reviewer: string;
    revision: number;
    accepted_at_ms: number;
  };
}

/** What of a session decided how many answers its items want before there were dealing rules. */
interface OldSession {
  readonly labelsPerTrace: number | "everyone";
  readonly assignedUsers: readonly string[];
}

/** Dealing rules, times of answers, decisions on disagreements. */
export async function addDealing(db: Kysely<unknown>, facts: DialectFacts): Promise<void> {
  await addColumns(db);
  await fillPlaces(retyped<Tables>(db));
  await fillPositions(retyped<Tables>(db));
  await fillTimes(retyped<Tables>(db));
  await changeIndexes(db, facts);
  await createAdjudications(db);
}

async function addColumns(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, "labeldesk_items", "exclusion", "text");
  await addColumn(db, "labeldesk_items", "assignees", "text");
  await addNumber(db, "labeldesk_items", "extra_labels", "integer");
  await addNumber(db, "labeldesk_items", "places", "integer");
  await addNumber(db, "labeldesk_items", "reserved", "integer");
  await addNumber(db, "labeldesk_assignments", "position", "integer");
  await addNumber(db, "labeldesk_submissions", "first_accepted_at_ms", "bigint");
  await addNumber(db, "labeldesk_submissions", "offered_at_ms", "bigint");
  await addColumn(db, "labeldesk_submissions", "restores", "integer");
  await addColumn(db, "labeldesk_revisions", "restores", "integer");
}

function addColumn(
  db: Kysely<unknown>,
  table: string,
  name: string,
  type: "text" | "integer",
): Promise<void> {
  return db.schema.alterTable(table).addColumn(name, type).execute();
}

/** A column of whole numbers, 0 in rows that are there already. */
function addNumber(
  db: Kysely<unknown>,
  table: string,
  name: string,
  type: "integer" | "bigint",
): Promise<void> {
  return db.schema
    .alterTable(table)
    .addColumn(name, type, (column) => column.notNull().defaultTo(0))
    .execute();
}

async function fillPlaces(db: Kysely<Tables>): Promise<void> {
  const rows = await db.selectFrom("labeldesk_sessions").select(["run_id", "session"]).execute();
  for (const { run_id, session } of rows)
    await db
      .updateTable("labeldesk_items")
      .set({ places: placesOfAll(readOwnJson<OldSession>(session)) })
      .where("run_id", "=", run_id)
      .execute();
}

function placesOfAll({ labelsPerTrace, assignedUsers }: OldSession): number {
  return labelsPerTrace === "everyone"
    ? 1_000_000_000
    : Math.min(labelsPerTrace, assignedUsers.length);
}

async function fillPositions(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("labeldesk_assignments")
    .set(({ selectFrom, fn, val }) => ({
      position: fn.coalesce(
        selectFrom("labeldesk_items as item")
          .select("item.position")
          .whereRef("item.run_id", "=", "labeldesk_assignments.run_id")
          .whereRef("item.item_id", "=", "labeldesk_assignments.item_id"),
        val(0),
      ),
    }))
    .execute();
}

/** What is not known any more, such as an offer of a session that was removed, is taken to be the time of the answer. */
async function fillTimes(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("labeldesk_submissions")
    .set(({ selectFrom, fn, ref }) => ({
      first_accepted_at_ms: fn.coalesce(
        selectFrom("labeldesk_revisions as first")
          .select("first.accepted_at_ms")
          .whereRef("first.run_id", "=", "labeldesk_submissions.run_id")
          .whereRef("first.item_id", "=", "labeldesk_submissions.item_id")
          .whereRef("first.reviewer", "=", "labeldesk_submissions.reviewer")
          .where("first.revision", "=", 1),
        ref("labeldesk_submissions.accepted_at_ms"),
      ),
    }))
    .execute();
  await db
    .updateTable("labeldesk_submissions")
    .set(({ selectFrom, fn, ref }) => ({
      offered_at_ms: fn.coalesce(
        selectFrom("labeldesk_assignments as own")
          .select("own.offered_at_ms")
          .whereRef("own.run_id", "=", "labeldesk_submissions.run_id")
          .whereRef("own.item_id", "=", "labeldesk_submissions.item_id")
          .whereRef("own.reviewer", "=", "labeldesk_submissions.reviewer"),
        ref("labeldesk_submissions.first_accepted_at_ms"),
      ),
    }))
    .execute();
}

async function changeIndexes(db: Kysely<unknown>, { byteOrder }: DialectFacts): Promise<void> {
  await dropIndex(db, "labeldesk_items", ["run_id", "answers", "position"]);
  await dropIndex(db, "labeldesk_assignments", ["run_id", "reviewer", "state"]);
  await dropIndex(db, "labeldesk_submissions", ["run_id", "reviewer"]);
  // What an item lacks is an expression, so that it cannot differ from the counts; full items are not in the index at all.
  const open = sql<number>`(places - answers - case when places = 1000000000 then 0 else reserved end)`;
  await db.schema
    .createIndex("labeldesk_items_open")
    .on("labeldesk_items")
    .column("run_id")
    .column(sql`${open} desc`)
    .column("position")
    .where(sql<boolean>`state <> 'excluded' and ${open} > 0`)
    .execute();
  await db.schema
    .createIndex("labeldesk_assignments_unsettled")
    .on("labeldesk_assignments")
    .columns(["run_id", "reviewer", "state", "position"])
    .where(sql<boolean>`state in ('waiting', 'offered', 'postponed')`)
    .execute();
  await db.schema
    .createIndex("labeldesk_assignments_listed")
    .on("labeldesk_assignments")
    .columns(["run_id", "position"])
    .column(sql`reviewer collate ${sql.raw(byteOrder)}`)
    .execute();
  // The item's id is there for PostgreSQL: while it has no statistics of a table that fills up, it looks single rows up
  // in an index by reviewer, and would read all rows of that reviewer each time. Of equal indexes it takes the last.
  await createIndex(db, "labeldesk_assignments", ["run_id", "reviewer", "item_id"]);
  await createIndex(db, "labeldesk_submissions", ["run_id", "reviewer", "item_id"]);
}

async function createAdjudications(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn("run_id", "text", (column) => column.notNull())
      .addColumn("item_id", "text", (column) => column.notNull())
      .addColumn("revision", "integer", (column) => column.notNull())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("decided_by", "text", (column) => column.notNull())
      .addColumn("answers", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .addColumn("decided_on", "text", (column) => column.notNull())
      .addColumn("decided_at_ms", "bigint", (column) => column.notNull());
  await table("labeldesk_adjudications")
    .addColumn("decision_order", "integer", (column) => column.notNull())
    .addColumn("published_revision", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("labeldesk_adjudications_pk", ["run_id", "item_id"])
    .execute();
  await table("labeldesk_adjudication_revisions")
    .addColumn("gesture", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("labeldesk_adjudication_revisions_pk", [
      "run_id",
      "item_id",
      "revision",
    ])
    .addUniqueConstraint("labeldesk_adjudication_revisions_gesture", [
      "run_id",
      "item_id",
      "gesture",
    ])
    .execute();
}
