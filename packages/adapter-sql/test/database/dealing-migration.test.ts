import { ItemId, ReviewerEmail, RunId } from "@labeldesk/core";
import type { Kysely } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "../../src/database/migrate.js";
import { openDatabase } from "../../src/database/open-database.js";
import { retyped } from "../../src/database/retyped.js";
import { WORK_MIGRATIONS } from "../../src/database/work-migrations.js";
import { openSqlWorkStore, type SqlDatabase, type SqlWorkStore } from "../../src/index.js";
import { databaseKinds, type OwnDatabase } from "../support/databases.js";
import { ana, session } from "../support/review-samples.js";

const ben = ReviewerEmail.parse("ben@example.com");
const cleo = ReviewerEmail.parse("cleo@example.com");
const few = RunId.parse("few");
const everyone = RunId.parse("everyone");
const removed = RunId.parse("removed");
const itemId = (position: number) => ItemId.parse(`item-${position}`);
const keyOf = (runId: RunId, position: number, reviewer: ReviewerEmail) => ({
  runId,
  itemId: itemId(position),
  reviewer,
});

/** Fills the tables as the version before dealing rules left them. */
async function fillOld(db: Kysely<unknown>): Promise<void> {
  await insert(db, "labeldesk_sessions", [oldSession(few, 2), oldSession(everyone, "everyone")]);
  await insert(db, "labeldesk_items", [
    oldItem(few, 1, 2),
    oldItem(few, 2, 1),
    oldItem(few, 3, 0),
    { ...oldItem(few, 4, 0), state: "excluded" },
    oldItem(everyone, 1, 1),
  ]);
  await insert(db, "labeldesk_assignments", [
    oldAssignment(keyOf(few, 1, ana), "submitted"),
    oldAssignment(keyOf(few, 1, ben), "submitted"),
    oldAssignment(keyOf(few, 2, ana), "submitted"),
    oldAssignment(keyOf(few, 3, ben), "offered"),
    oldAssignment(keyOf(everyone, 1, ana), "submitted"),
  ]);
  const revisions = [
    oldRevision(keyOf(few, 1, ana), 1, 2_000),
    oldRevision(keyOf(few, 1, ana), 2, 9_000),
    oldRevision(keyOf(removed, 1, ben), 1, 3_000),
  ];
  await insert(
    db,
    "labeldesk_revisions",
    revisions.map((row) => ({ ...row, gesture: `${row.revision}` })),
  );
  const latest = revisions.slice(1).map((row) => ({ ...row, published_revision: 1 }));
  await insert(db, "labeldesk_submissions", latest);
}

function insert(db: Kysely<unknown>, table: string, rows: readonly object[]): Promise<unknown> {
  return retyped<Record<string, object>>(db).insertInto(table).values(rows).execute();
}

/** The fields of a session were these. */
function oldSession(runId: RunId, labelsPerTrace: number | "everyone") {
  const { name, experimentId, labelSchemas, createdBy, state, lifecycle, createdAtMs } = session;
  const assignedUsers = [ana, ben, cleo];
  const old = {
    runId,
    experimentId,
    name,
    labelSchemas,
    assignedUsers,
    labelsPerTrace,
    createdBy,
    state,
    lifecycle,
    createdAtMs,
  };
  return { run_id: runId, lifecycle, created_at_ms: 0, session: JSON.stringify(old) };
}

const source = JSON.stringify({ kind: "trace", traceId: "tr-1" });

function oldItem(runId: RunId, position: number, answers: number) {
  const key = { run_id: runId, item_id: itemId(position) };
  return { ...key, position, source, state: "pending", answers };
}

type Key = ReturnType<typeof keyOf>;
const columnsOf = ({ runId, itemId: item_id, reviewer }: Key) => ({
  run_id: runId,
  item_id,
  reviewer,
});

function oldAssignment(key: Key, state: string) {
  const times = { offered_at_ms: 1_000, lease_until_ms: 50_000, postponed_until_ms: 0 };
  return { ...columnsOf(key), state, ...times };
}

function oldRevision(key: Key, revision: number, acceptedAtMs: number) {
  const answers = JSON.stringify([{ name: "correct", value: true }]);
  return { ...columnsOf(key), revision, source, answers, accepted_at_ms: acceptedAtMs };
}

async function openOld(database: SqlDatabase): Promise<SqlWorkStore> {
  const { db, facts } = openDatabase(database, () => undefined);
  const before = WORK_MIGRATIONS.filter(({ name }) => name < "work-0004");
  await migrate(retyped<unknown>(db), facts, undefined, before);
  await fillOld(retyped<unknown>(db));
  await db.destroy();
  return openSqlWorkStore({ database });
}

for (const { kind, skip, create } of await databaseKinds())
  describe.skipIf(skip !== undefined)(
    `a database from before there were dealing rules, on ${kind}`,
    () => {
      let own: OwnDatabase;
      let store: SqlWorkStore;
      beforeEach(async () => {
        own = await create();
        store = await openOld(own.database);
      });
      afterEach(async () => {
        await store.close();
        await own.drop();
      });
      const offer = (runId: RunId, reviewer: ReviewerEmail, nowMs: number) =>
        store.transaction(({ assignments }) =>
          assignments.offerNext(runId, reviewer, { nowMs, leaseMs: 1_000 }),
        );

      it("has sessions with the new fields' defaults", async () => {
        const found = await store.transaction(({ sessions }) => sessions.findSession(few));
        expect(found).toEqual({
          ...session,
          runId: few,
          assignedUsers: [ana, ben, cleo],
          labelsPerTrace: 2,
        });
      });

      it("offers what its answers and live offers leave open", async () => {
        expect(await offer(few, cleo, 10_000)).toMatchObject({ assignment: keyOf(few, 2, cleo) });
        expect(await offer(few, ana, 10_000)).toMatchObject({ assignment: keyOf(few, 3, ana) });
        await store.transaction(({ assignments }) => assignments.settle(keyOf(few, 2, cleo)));
        expect(await offer(few, cleo, 10_000)).toEqual({
          kind: "nothingLeft",
          waitUntilMs: 11_000,
        });
        expect(await offer(everyone, ana, 10_000)).toEqual({ kind: "nothingLeft" });
        expect(await offer(everyone, ben, 10_000)).toMatchObject({ kind: "offered" });
      });

      it("lists its assignments in the order of the items", async () => {
        const listed = await store.transaction(({ assignments }) =>
          assignments.listAllAssignments(few, { limit: 2, after: { position: 1, reviewer: ana } }),
        );
        expect(listed.map(({ reviewer, item }) => [item.position, reviewer])).toEqual([
          [1, ben],
          [2, ana],
        ]);
      });

      it("knows when answers were first accepted and offered, as far as it was written", async () => {
        const times = (key: Key) =>
          store.transaction(async ({ submissions }) => {
            const found = await submissions.find(key);
            return [found?.offeredAtMs, found?.firstAcceptedAtMs, found?.acceptedAtMs];
          });
        expect(await times(keyOf(few, 1, ana))).toEqual([1_000, 2_000, 9_000]);
        expect(await times(keyOf(removed, 1, ben))).toEqual([3_000, 3_000, 3_000]);
      });

      it("takes dealing rules and counts as if it had always had them", async () => {
        await store.transaction(async ({ sessions, assignments }) => {
          const found = await sessions.findSession(few);
          if (!found) throw new Error("the session is there");
          await assignments.setReservations(few, [{ itemId: itemId(2), reviewer: cleo }]);
          await sessions.saveSession({ ...found, overlap: { every: 3, labels: 3 } });
          expect(await assignments.progress(few)).toMatchObject({
            items: { total: 4, complete: 0, excluded: 1 },
            labels: 3,
            wanted: 7,
            reviewers: [{ left: 1 }, { left: 1 }, { left: 2 }],
          });
        });
      });
    },
  );
