import type { Kysely } from "kysely";

/** The app's migrations, run after those of the work store. Never change one that was released. */
export const appMigrations = [
  {
    name: "app-001-people-and-cards",
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable("app_people")
        .addColumn("slack_id", "text", (column) => column.primaryKey())
        .addColumn("email", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("is_admin", "integer", (column) => column.notNull())
        .addColumn("is_bot", "integer", (column) => column.notNull())
        .addColumn("is_guest", "integer", (column) => column.notNull())
        .addColumn("is_deleted", "integer", (column) => column.notNull())
        .addColumn("seen_at_ms", "bigint", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("app_people_email").on("app_people").column("email").execute();
      await db.schema
        .createTable("app_cards")
        .addColumn("ref", "text", (column) => column.primaryKey())
        .addColumn("run_id", "text", (column) => column.notNull())
        .addColumn("item_id", "text", (column) => column.notNull())
        .addColumn("reviewer", "text", (column) => column.notNull())
        .addColumn("slack_id", "text", (column) => column.notNull())
        .addColumn("channel", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("ts", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("render", "integer", (column) => column.notNull())
        .addColumn("position", "integer", (column) => column.notNull())
        .addColumn("total", "integer", (column) => column.notNull())
        .addColumn("posted_at_ms", "bigint", (column) => column.notNull())
        .addUniqueConstraint("app_cards_once", ["run_id", "item_id", "reviewer"])
        .execute();
      await db.schema
        .createTable("app_session_cards")
        .addColumn("run_id", "text", (column) => column.primaryKey())
        .addColumn("lead_slack_id", "text", (column) => column.notNull())
        .addColumn("channel", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("ts", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("import_state", "text", (column) => column.notNull().defaultTo("{}"))
        .execute();
      await db.schema
        .createTable("app_invitations")
        .addColumn("run_id", "text", (column) => column.notNull())
        .addColumn("reviewer", "text", (column) => column.notNull())
        .addColumn("channel", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("ts", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("sent_at_ms", "bigint", (column) => column.notNull())
        .addColumn("finished_at_ms", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("app_invitations_once", ["run_id", "reviewer"])
        .execute();
    },
  },
  {
    name: "app-002-state-wishes",
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable("app_state_wishes")
        .addColumn("run_id", "text", (column) => column.primaryKey())
        .addColumn("wish_id", "text", (column) => column.notNull())
        .addColumn("change", "text", (column) => column.notNull())
        .addColumn("lead_slack_id", "text", (column) => column.notNull())
        .execute();
    },
  },
];
