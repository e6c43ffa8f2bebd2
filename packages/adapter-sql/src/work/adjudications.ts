import type {
  Adjudication,
  AdjudicationStore,
  Answer,
  DecidedOn,
  ItemId,
  ItemSource,
  NewAdjudication,
  RunId,
} from "@labeldesk/core";
import { sql, type Selectable } from "kysely";
import type { AdjudicationsTable } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import type { SqlParts } from "./sql-parts.js";

/** The part of the store that holds decisions on disagreements. */
export function createAdjudications(parts: SqlParts): AdjudicationStore {
  const { db } = parts;
  return {
    decide: (adjudication) => decide(parts, adjudication),
    find: async (runId, itemId) => {
      const row = await ofItem(parts, runId, itemId).executeTakeFirst();
      return row && toAdjudication(row);
    },
    list: async (runId) => {
      const rows = await db
        .selectFrom("labeldesk_adjudications")
        .selectAll()
        .where("run_id", "=", runId)
        .orderBy("decision_order")
        .orderBy("item_id")
        .execute();
      return rows.map(toAdjudication);
    },
    markPublished: async (runId, itemId, revision) => {
      await db
        .updateTable("labeldesk_adjudications")
        .set({ published_revision: revision })
        .where("run_id", "=", runId)
        .where("item_id", "=", itemId)
        .where("published_revision", "<", revision)
        .execute();
    },
  };
}

function ofItem({ db }: SqlParts, runId: RunId, itemId: ItemId) {
  return db
    .selectFrom("labeldesk_adjudications")
    .selectAll()
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId);
}

/** The row is made first and locked then, so that two who decide at once get different revisions. */
async function decide(
  parts: SqlParts,
  adjudication: NewAdjudication,
): ReturnType<AdjudicationStore["decide"]> {
  const { db, facts } = parts;
  const { runId, itemId, gesture, fromTracking } = adjudication;
  const key = { run_id: runId, item_id: itemId };
  await insertFirst(parts, adjudication);
  const current = await ofItem(parts, runId, itemId)
    .$if(facts.locksRows, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  if (await isKnownGesture(parts, adjudication))
    return { kind: "repeated", adjudication: toAdjudication(current) };
  const revision = Math.max(current.revision + 1, fromTracking?.revision ?? 0);
  const next = { ...decisionOf(adjudication), revision };
  const published = fromTracking === undefined ? {} : { published_revision: revision };
  await db
    .insertInto("labeldesk_adjudication_revisions")
    .values({ ...key, ...next, gesture })
    .execute();
  await db
    .updateTable("labeldesk_adjudications")
    .set({ ...next, ...published })
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .execute();
  return { kind: "decided", adjudication: toAdjudication({ ...current, ...next, ...published }) };
}

/** Two items that are first decided at once may get the same number; their ids order them then. */
async function insertFirst({ db }: SqlParts, adjudication: NewAdjudication): Promise<void> {
  await db
    .insertInto("labeldesk_adjudications")
    .values(({ selectFrom }) => ({
      run_id: adjudication.runId,
      item_id: adjudication.itemId,
      ...decisionOf(adjudication),
      revision: 0,
      published_revision: 0,
      decision_order: selectFrom("labeldesk_adjudications as other")
        .select(sql<number>`coalesce(max(other.decision_order), 0) + 1`.as("next"))
        .where("other.run_id", "=", adjudication.runId),
    }))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function isKnownGesture({ db }: SqlParts, { runId, itemId, gesture }: NewAdjudication) {
  const row = await db
    .selectFrom("labeldesk_adjudication_revisions")
    .select("revision")
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .where("gesture", "=", gesture)
    .executeTakeFirst();
  return row !== undefined;
}

function decisionOf({ source, by, answers, reason, decidedOn, decidedAtMs }: NewAdjudication) {
  return {
    source: JSON.stringify(source),
    decided_by: by,
    answers: JSON.stringify(answers),
    reason: reason ?? null,
    decided_on: JSON.stringify(decidedOn),
    decided_at_ms: decidedAtMs,
  };
}

function toAdjudication(row: Selectable<AdjudicationsTable>): Adjudication {
  return {
    runId: row.run_id,
    itemId: row.item_id,
    source: readOwnJson<ItemSource>(row.source),
    by: row.decided_by,
    answers: readOwnJson<readonly Answer[]>(row.answers),
    ...(row.reason !== null && { reason: row.reason }),
    decidedOn: readOwnJson<readonly DecidedOn[]>(row.decided_on),
    decidedAtMs: row.decided_at_ms,
    revision: row.revision,
    publishedRevision: row.published_revision,
  };
}
