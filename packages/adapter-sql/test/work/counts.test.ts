import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LabelingSession } from "@labeldesk/core";
import { openSqlWorkStore, type SqlWorkStore } from "../../src/index.js";
import { databaseKinds, type OwnDatabase } from "../support/databases.js";
import { crowded, itemId, keyOf, manyItems, people } from "../support/large-session.js";
import { runId } from "../support/review-samples.js";

const ITEMS = 6;
const ROUNDS = 25;
const terms = { nowMs: 1_000, leaseMs: 1_000 };

/** Numbers that can be repeated, from 0 up to `below`. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

/** Many things that happen at once. */
function storm(store: SqlWorkStore, roll: (below: number) => number): Promise<unknown> {
  const actions = Array.from({ length: 10 }, () => {
    const reviewer = people[roll(people.length)] ?? crowded.createdBy;
    const key = keyOf(1 + roll(ITEMS), reviewer);
    const kind = roll(8);
    const reservations = people
      .flatMap((person) => Array.from({ length: ITEMS }, (_, index) => [person, index] as const))
      .filter(() => roll(3) === 0)
      .map(([person, index]) => ({ itemId: itemId(index + 1), reviewer: person }));
    const session: LabelingSession = {
      ...crowded,
      away: people.filter(() => roll(4) === 0),
      labelsPerTrace: roll(3) === 0 ? "everyone" : 1 + roll(3),
    };
    return () =>
      store.transaction(async ({ assignments, sessions }) => {
        if (kind === 0) await assignments.settle(key);
        else if (kind === 1) await assignments.decline(key);
        else if (kind === 2) await assignments.reopen(key, 3_000);
        else if (kind === 3) await assignments.setReservations(runId, reservations);
        else if (kind === 4) await sessions.saveSession(session);
        else if (kind === 5) await assignments.postpone(key, 2_000);
        else await assignments.offerNext(runId, reviewer, terms);
      });
  });
  return Promise.all(actions.map((act) => act()));
}

/** Items whose counts are not what their assignments come to. */
async function miscounted(store: SqlWorkStore): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select item_id, answers, reserved from labeldesk_items as item
    where answers <> (select count(*) from labeldesk_assignments as own
        where own.item_id = item.item_id and own.state = 'submitted')
      or reserved <> (select count(*) from labeldesk_assignments as own
        where own.item_id = item.item_id and own.state = 'waiting')`.execute(store.db);
  return rows;
}

for (const { kind, skip, create } of await databaseKinds())
  describe.skipIf(skip !== undefined)(`the counts of items on ${kind}`, () => {
    let own: OwnDatabase;
    let store: SqlWorkStore;
    beforeEach(async () => {
      own = await create();
      store = await openSqlWorkStore({ database: own.database });
      await store.transaction(async ({ sessions, assignments }) => {
        await sessions.saveSession(crowded);
        await assignments.addItems(runId, manyItems(ITEMS));
      });
    });
    afterEach(async () => {
      await store.close();
      await own.drop();
    });

    it.each([1, 2, 3])("follow the assignments, whatever happens at once: %i", async (seed) => {
      const roll = dice(seed);
      for (let round = 0; round < ROUNDS; round += 1) {
        await storm(store, roll);
        expect(await miscounted(store)).toEqual([]);
      }
    });
  });
