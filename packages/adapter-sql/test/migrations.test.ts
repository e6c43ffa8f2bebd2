import { isLabelingError } from "@labeldesk/core";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqlWorkStore, type Migration } from "../src/index.js";
import { databaseKinds, type OwnDatabase } from "./support/databases.js";

interface CardTables {
  cards: { card_id: string; note: string | null };
}

const cards: Migration = {
  name: "app-0001-cards",
  up: async (db) => {
    await db.schema
      .createTable("cards")
      .addColumn("card_id", "text", (column) => column.primaryKey())
      .execute();
  },
};

const notes: Migration = {
  name: "app-0002-notes",
  up: async (db) => {
    await db.schema.alterTable("cards").addColumn("note", "text").execute();
  },
};

const broken: Migration = {
  name: "app-0003-broken",
  up: async (db) => {
    await db.schema.alterTable("cards").addColumn("half", "text").execute();
    await sql`insert into no_such_table values (1)`.execute(db);
  },
};

for (const { kind, skip, create } of await databaseKinds())
  describe.skipIf(skip !== undefined)(`migrations on ${kind}`, () => {
    let own: OwnDatabase;
    beforeEach(async () => {
      own = await create();
    });
    afterEach(() => own.drop());

    const open = (...migrations: readonly Migration[]) =>
      openSqlWorkStore<CardTables>({ database: own.database, migrations });

    it("run once when ten stores open the same database at once", async () => {
      const stores = await Promise.all(Array.from({ length: 10 }, () => open(cards, notes)));
      await Promise.all(
        stores.map((store, index) =>
          store.db
            .insertInto("cards")
            .values({ card_id: `${index}`, note: null })
            .execute(),
        ),
      );
      const all = await stores[0]?.db.selectFrom("cards").selectAll().execute();
      expect(all).toHaveLength(10);
      await Promise.all(stores.map((store) => store.close()));
    });

    it("add what a later version brings and keep the data", async () => {
      const before = await open(cards);
      await before.db.insertInto("cards").values({ card_id: "c1" }).execute();
      await before.close();
      const after = await open(cards, notes);
      await after.db.updateTable("cards").set({ note: "kept" }).execute();
      expect(await after.db.selectFrom("cards").selectAll().execute()).toEqual([
        { card_id: "c1", note: "kept" },
      ]);
      await after.close();
    });

    it("leave the database as it was when one fails, and name it", async () => {
      await (await open(cards)).close();
      const failure = await open(cards, notes, broken).catch((error: unknown) => error);
      expect(isLabelingError(failure, "BACKEND")).toBe(true);
      expect(failure).toMatchObject({
        message:
          'The database could not be brought up to date: step "app-0003-broken" failed. It was left as it was.',
      });
      const store = await open(cards);
      const tables = await store.db.introspection.getTables();
      const columns = tables.find(({ name }) => name === "cards")?.columns;
      expect(columns?.map(({ name }) => name)).toEqual(["card_id"]);
      await store.close();
    });

    it("refuse a database that a newer version has shaped", async () => {
      const newer: Migration = { name: "work-9999-later", up: async () => undefined };
      await (await open(newer)).close();
      const failure = await open().catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("newer version of Labeldesk (work-9999-later)"),
      });
    });

    it("give the app tables that share the store's transactions", async () => {
      const store = await open(cards, notes);
      await expect(
        store.transaction(async ({ db, jobs }) => {
          await jobs.enqueue({ kind: "card.post", key: "c1", payload: {} });
          await db.insertInto("cards").values({ card_id: "c1", note: null }).execute();
          throw new Error("changed my mind");
        }),
      ).rejects.toThrow("changed my mind");
      expect(await store.db.selectFrom("cards").selectAll().execute()).toEqual([]);
      await store.transaction(({ db }) =>
        db.insertInto("cards").values({ card_id: "c2", note: "kept" }).execute(),
      );
      expect(await store.db.selectFrom("cards").selectAll().execute()).toEqual([
        { card_id: "c2", note: "kept" },
      ]);
      await store.close();
    });
  });
