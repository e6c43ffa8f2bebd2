import type { ReviewerEmail } from "@labeldesk/core";
import { CompiledQuery, type KyselyPlugin, type RootOperationNode, type QueryId } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqlWorkStore, type SqlWorkStore } from "../../src/index.js";
import { openItems, ownItems } from "../../src/work/standings.js";
import { databaseKinds, type OwnDatabase } from "../support/databases.js";
import { crowded, keyOf, manyItems, people } from "../support/large-session.js";
import { runId } from "../support/review-samples.js";

const [ana, ben] = people;
if (!ana || !ben) throw new Error("there are people");

for (const { kind, skip, create } of await databaseKinds())
  describe.skipIf(skip !== undefined)(`the next offer on ${kind}`, () => {
    let own: OwnDatabase;
    let store: SqlWorkStore;
    beforeEach(async () => {
      own = await create();
      store = await openSqlWorkStore({ database: own.database });
    });
    afterEach(async () => {
      await store.close();
      await own.drop();
    });

    const begin = (items: number) =>
      store.transaction(async ({ sessions, assignments }) => {
        await sessions.saveSession(crowded);
        await assignments.addItems(runId, manyItems(items));
      });
    const offer = (reviewer: ReviewerEmail) =>
      store.transaction(({ assignments }) =>
        assignments.offerNext(runId, reviewer, { nowMs: 1, leaseMs: 1 }),
      );

    it("comes out of the index over what items lack", async () => {
      await begin(3_000);
      const plans = await plansOf(store, kind, (db) =>
        openItems({ db, ...QUESTION, leases: new Map() }),
      );
      expect(plans.at(-1)).toContain("labeldesk_items_open");
    });

    it("finds what the reviewer has without reading what the reviewer answered", async () => {
      await begin(3_000);
      const plans = await plansOf(store, kind, (db) =>
        ownItems({ db, ...QUESTION, leases: new Map() }),
      );
      expect(plans.at(-1)).toContain("labeldesk_assignments_unsettled");
    });

    it("passes over the many that the reviewer has answered and that lack as much as others", async () => {
      await begin(200);
      await store.transaction(async ({ assignments }) => {
        for (let position = 1; position <= 200; position += 1)
          await assignments.settle(keyOf(position, position <= 150 ? ana : ben));
      });
      expect(await offer(ana)).toMatchObject({ assignment: keyOf(151, ana) });
      expect(await offer(ben)).toMatchObject({ assignment: keyOf(1, ben) });
    });
  });

const QUESTION = { session: crowded, reviewer: ana, terms: { nowMs: 1, leaseMs: 1 } };

/** How the database would carry out the statements of `run`, one text each; what is a part of one comes before it. */
async function plansOf(
  store: SqlWorkStore,
  kind: string,
  run: (db: SqlWorkStore["db"]) => Promise<unknown>,
): Promise<readonly string[]> {
  const statements: [RootOperationNode, QueryId][] = [];
  const listener: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statements.push([node, queryId]);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await run(store.db.withPlugin(listener));
  const explain = kind === "sqlite" ? "explain query plan" : "explain";
  return Promise.all(
    statements.map(async ([node, queryId]) => {
      const { sql, parameters } = store.db.getExecutor().compileQuery(node, queryId);
      const { rows } = await store.db.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(`${explain} ${sql}`, [...parameters]),
      );
      return rows.map((row) => row["QUERY PLAN"] ?? row["detail"]).join("\n");
    }),
  );
}
