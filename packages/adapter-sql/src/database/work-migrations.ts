import { sql, type Kysely } from "kysely";
import type { DialectFacts } from "./dialect-facts.js";
import { createIndex } from "./create-index.js";
import { addDealing } from "./dealing-migration.js";
import { addMirroredStates } from "./mirror-migration.js";
import type { Migration } from "./migrate.js";

/** The store's own tables. */
export const WORK_MIGRATIONS: readonly Migration[] = [
  { name: "work-0001-sessions", up: (db) => createSessions(db) },
  { name: "work-0002-submissions", up: (db) => createSubmissions(db) },
  { name: "work-0003-jobs", up: (db, facts) => createJobs(db, facts) },
  { name: "work-0004-dealing", up: (db, facts) => addDealing(db, facts) },
  { name: "work-0005-mirrored-states", up: (db) => addMirroredStates(db) },
];

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("labeldesk_sessions")
    .addColumn("run_id", "text", (column) => column.primaryKey().notNull())
    .addColumn("lifecycle", "text", (column) => column.notNull())
    .addColumn("created_at_ms", "bigint", (column) => column.notNull())
    .addColumn("session", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("labeldesk_items")
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("item_id", "text", (column) => column.notNull())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("answers", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("labeldesk_items_pk", ["run_id", "item_id"])
    .execute();
  await db.schema
    .createTable("labeldesk_assignments")
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("item_id", "text", (column) => column.notNull())
    .addColumn("reviewer", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("offered_at_ms", "bigint", (column) => column.notNull())
    .addColumn("lease_until_ms", "bigint", (column) => column.notNull())
    .addColumn("postponed_until_ms", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("labeldesk_assignments_pk", ["run_id", "item_id", "reviewer"])
    .execute();
  await createIndex(db, "labeldesk_items", ["run_id", "answers", "position"]);
  await createIndex(db, "labeldesk_assignments", ["run_id", "state", "lease_until_ms"]);
  await createIndex(db, "labeldesk_assignments", ["run_id", "reviewer", "state"]);
}

async function createSubmissions(db: Kysely<unknown>): Promise<void> {
  const submissionKey = ["run_id", "item_id", "reviewer"] as const;
  const table = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn("run_id", "text", (column) => column.notNull())
      .addColumn("item_id", "text", (column) => column.notNull())
      .addColumn("reviewer", "text", (column) => column.notNull())
      .addColumn("revision", "integer", (column) => column.notNull())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("answers", "text", (column) => column.notNull())
      .addColumn("accepted_at_ms", "bigint", (column) => column.notNull());
  await table("labeldesk_submissions")
    .addColumn("published_revision", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("labeldesk_submissions_pk", [...submissionKey])
    .execute();
  await table("labeldesk_revisions")
    .addColumn("gesture", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("labeldesk_revisions_pk", [...submissionKey, "revision"])
    .addUniqueConstraint("labeldesk_revisions_gesture", [...submissionKey, "gesture"])
    .execute();
  await createIndex(db, "labeldesk_submissions", ["run_id", "reviewer"]);
  await db.schema
    .createIndex("labeldesk_submissions_unpublished")
    .on("labeldesk_submissions")
    .column("accepted_at_ms")
    .where(sql<boolean>`published_revision < revision`)
    .execute();
}

async function createJobs(db: Kysely<unknown>, { ownJobTables }: DialectFacts): Promise<void> {
  if (!ownJobTables) return;
  await db.schema
    .createTable("labeldesk_jobs")
    .addColumn("job_id", "text", (column) => column.primaryKey().notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("job_key", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("enqueued_at_ms", "bigint", (column) => column.notNull())
    .addColumn("due_at_ms", "bigint", (column) => column.notNull())
    .addColumn("lease_until_ms", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("labeldesk_dead_jobs")
    .addColumn("job_id", "text", (column) => column.primaryKey().notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("job_key", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("error", "text", (column) => column.notNull())
    .addColumn("died_at_ms", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("labeldesk_locks")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("holder", "text", (column) => column.notNull())
    .addColumn("lease_until_ms", "bigint", (column) => column.notNull())
    .execute();
  await createIndex(db, "labeldesk_jobs", ["state", "kind", "due_at_ms"]);
  await createIndex(db, "labeldesk_jobs", ["kind", "job_key", "state"]);
}
