import { createReview, systemClock, type JsonObject, type Tracking } from "@labeldesk/core";
import { openSqlWorkStore, type Migration } from "@labeldesk/adapter-sql";

interface CardTables {
  cards: { card_id: string; posted_at_ms: number };
}

const createCards: Migration = {
  name: "app-0001-cards",
  up: async (db) => {
    await db.schema
      .createTable("cards")
      .addColumn("card_id", "text", (column) => column.primaryKey().notNull())
      .addColumn("posted_at_ms", "bigint", (column) => column.notNull())
      .execute();
  },
};

export async function openDesk(tracking: Tracking, postCard: (card: JsonObject) => Promise<void>) {
  const work = await openSqlWorkStore<CardTables>({
    database: { kind: "sqlite", file: "labeldesk.db" },
    migrations: [createCards],
  });
  const review = createReview({ tracking, work, clock: systemClock });

  // Your tables take part in the store's transactions.
  await work.transaction(async ({ jobs, db }) => {
    await db.insertInto("cards").values({ card_id: "c1", posted_at_ms: Date.now() }).execute();
    await jobs.enqueue({ kind: "card.post", key: "c1", payload: { cardId: "c1" } });
  });
  await work.runner.start({
    // Runs at least once; throw to be called again later.
    "card.post": async ({ payload }) => postCard(payload),
  });
  return { work, review };
}
