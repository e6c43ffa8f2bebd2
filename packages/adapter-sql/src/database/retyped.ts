import type { Kysely, SchemaModule, Transaction } from "kysely";

/** A database of whatever tables. */
interface AnyDatabase {
  readonly schema: SchemaModule;
}

/** The same database, with other tables in its type. Kysely's types say which tables there are; at run time nothing does. */
export function retyped<Tables>(db: AnyDatabase): Kysely<Tables> {
  // oxlint-disable-next-line no-unsafe-type-assertion, no-unnecessary-type-parameters -- see above: this is the place for it
  return db as unknown as Kysely<Tables>;
}

/** As {@link retyped}, for a transaction. */
export function retypedTransaction<Tables>(trx: AnyDatabase): Transaction<Tables> {
  // oxlint-disable-next-line no-unsafe-type-assertion, no-unnecessary-type-parameters -- see above: this is the place for it
  return trx as unknown as Transaction<Tables>;
}
