import type { Kysely } from "kysely";

/** Creates an index that is named after its table and columns. */
export async function createIndex(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
): Promise<void> {
  await db.schema
    .createIndex(indexName(table, columns))
    .on(table)
    .columns([...columns])
    .execute();
}

/** Drops an index that {@link createIndex} created. */
export async function dropIndex(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
): Promise<void> {
  await db.schema.dropIndex(indexName(table, columns)).execute();
}

function indexName(table: string, columns: readonly string[]): string {
  return `${table}_${columns.join("_")}`;
}
