import { LabelingError } from "@labeldesk/core";
import { sql, type Kysely, type Transaction } from "kysely";
import type { DialectFacts } from "./dialect-facts.js";
import { retyped, retypedTransaction } from "./retyped.js";
import { toLabelingError } from "../sql-error.js";

/** One step of a database's shape. It never changes once it was released; a further change is a further step. */
export interface Migration {
  /** Unique; the store's own begin with `work-`. Steps run in the order in which they are listed. */
  readonly name: string;
  /** Makes the step, inside the one transaction of all steps: a step that throws leaves the database as it was. */
  up(db: Kysely<unknown>, facts: DialectFacts): Promise<void>;
}

/** What names the store's own migrations. */
const OWN_PREFIX = "work-";

/** "labeldesk" in digits: any number will do that no other program uses for its locks. */
const MIGRATION_LOCK = 5_223_533_375;

interface MigrationTables {
  labeldesk_migrations: { name: string; applied_at_ms: number };
}

/**
 * Runs the migrations that the database has not seen, all or none, in one transaction that lets no other process
 * migrate meanwhile. Not Kysely's own migrator: that one does not lock across processes on SQLite.
 *
 * @throws {LabelingError} CONFLICT when a newer version shaped the database; BACKEND when a migration fails
 */
export async function migrate(
  db: Kysely<unknown>,
  facts: DialectFacts,
  schema: string | undefined,
  migrations: readonly Migration[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (facts.advisoryLocks)
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx);
    if (schema !== undefined) await trx.schema.createSchema(schema).ifNotExists().execute();
    const record = retypedTransaction<MigrationTables>(trx);
    await createRecord(record);
    const applied = await appliedNames(record);
    refuseNewer(applied, migrations);
    for (const migration of migrations.filter(({ name }) => !applied.has(name)))
      // oxlint-disable-next-line no-await-in-loop -- each step builds on the one before
      await apply(record, facts, migration);
  });
}

async function createRecord(trx: Transaction<MigrationTables>): Promise<void> {
  await trx.schema
    .createTable("labeldesk_migrations")
    .ifNotExists()
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("applied_at_ms", "bigint", (column) => column.notNull())
    .execute();
}

async function appliedNames(trx: Transaction<MigrationTables>): Promise<ReadonlySet<string>> {
  const rows = await trx.selectFrom("labeldesk_migrations").select("name").execute();
  return new Set(rows.map(({ name }) => name));
}

function refuseNewer(applied: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const newer = [...applied].filter((name) => name.startsWith(OWN_PREFIX) && !known.has(name));
  if (newer.length > 0)
    throw new LabelingError(
      "CONFLICT",
      `The work store's database was shaped by a newer version of Labeldesk (${newer.join(", ")}). Update this one.`,
    );
}

async function apply(
  trx: Transaction<MigrationTables>,
  facts: DialectFacts,
  { name, up }: Migration,
): Promise<void> {
  try {
    await up(retyped<unknown>(trx), facts);
  } catch (error) {
    const cause = toLabelingError(error);
    throw new LabelingError(
      "BACKEND",
      `The database could not be brought up to date: step "${name}" failed. It was left as it was.`,
      { cause },
    );
  }
  await trx
    .insertInto("labeldesk_migrations")
    .values({ name, applied_at_ms: Date.now() })
    .execute();
}
