import type { Clock } from "@labeldesk/core";
import type { Kysely } from "kysely";
import type { DialectFacts } from "../database/dialect-facts.js";
import type { WorkTables } from "../database/tables.js";

/** What a part of the store works with: usually a transaction. */
export interface SqlParts {
  readonly db: Kysely<WorkTables>;
  readonly facts: DialectFacts;
  readonly clock: Clock;
}
