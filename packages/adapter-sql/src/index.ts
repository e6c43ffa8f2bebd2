export type { DialectFacts } from "./database/dialect-facts.js";
export type { Migration } from "./database/migrate.js";
export type { WorkTables } from "./database/tables.js";
export type { JobRetry } from "@labeldesk/core";
export * from "./open-sql-work-store.js";
export type * from "./options.js";
