import type {
  Assignment,
  AssignmentPage,
  AssignmentStore,
  ItemSource,
  PlacedAssignment,
  ReviewerEmail,
  RunId,
} from "@labeldesk/core";
import { sql, type Selectable } from "kysely";
import type { AssignmentsTable } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import { addItems } from "./add-items.js";
import { findItem, toItem } from "./item-rows.js";
import { listItems, setExtraLabels, setItemState, setMirroredState } from "./items.js";
import { decline, postpone, reopen, settle } from "./moves.js";
import { offerNext } from "./offer-next.js";
import { progressOf } from "./progress.js";
import { setReservations } from "./reservations.js";
import type { SqlParts } from "./sql-parts.js";

/** The assignments part of the store. */
export function createAssignments(parts: SqlParts): AssignmentStore {
  return {
    addItems: (runId, items) => addItems(parts, runId, items),
    findItem: (runId, itemId) => findItem(parts, runId, itemId),
    listItems: (runId) => listItems(parts, runId),
    setItemState: (...change) => setItemState(parts, ...change),
    setMirroredState: (...change) => setMirroredState(parts, ...change),
    setExtraLabels: (runId, itemId, extraLabels) =>
      setExtraLabels(parts, runId, itemId, extraLabels),
    setReservations: (runId, reservations) => setReservations(parts, runId, reservations),
    offerNext: (runId, reviewer, terms) => offerNext(parts, runId, reviewer, terms),
    findAssignment: async ({ runId, itemId, reviewer }) => {
      const row = await selectAssignments(parts, runId, reviewer)
        .where("own.item_id", "=", itemId)
        .executeTakeFirst();
      return row && toAssignment(row);
    },
    listAssignments: async (runId, reviewer) => {
      const rows = await selectAssignments(parts, runId, reviewer)
        .orderBy("own.position")
        .execute();
      return rows.map(toAssignment);
    },
    listAllAssignments: (runId, page) => listAllAssignments(parts, runId, page),
    settle: (key) => settle(parts, key),
    postpone: (key, untilMs) => postpone(parts, key, untilMs),
    decline: (key) => decline(parts, key),
    reopen: (key, leaseUntilMs) => reopen(parts, key, leaseUntilMs),
    progress: (runId) => progressOf(parts, runId),
  };
}

function joined({ db }: SqlParts, runId: RunId) {
  return db
    .selectFrom("labeldesk_assignments as own")
    .innerJoin("labeldesk_items as item", (join) =>
      join.onRef("item.run_id", "=", "own.run_id").onRef("item.item_id", "=", "own.item_id"),
    )
    .where("own.run_id", "=", runId);
}

function selectAssignments(parts: SqlParts, runId: RunId, reviewer: ReviewerEmail) {
  return joined(parts, runId)
    .selectAll("own")
    .select("item.source")
    .where("own.reviewer", "=", reviewer);
}

/** Two people's items at one position are in the order of their addresses, by bytes: any replica gives the same pages. */
async function listAllAssignments(
  parts: SqlParts,
  runId: RunId,
  { limit, after }: AssignmentPage,
): Promise<readonly PlacedAssignment[]> {
  const reviewer = sql<string>`own.reviewer collate ${sql.raw(parts.facts.byteOrder)}`;
  const rows = await joined(parts, runId)
    .selectAll("own")
    .select(["item.source", "item.exclusion", "item.assignees", "item.extra_labels"])
    .select("item.mirrored_state")
    .select("item.state as item_state")
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(own.position, ${reviewer}) > (${after?.position}, ${after?.reviewer})`,
      ),
    )
    .orderBy("own.position")
    .orderBy(reviewer)
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...toAssignment(row),
    item: toItem({ ...row, state: row.item_state }),
  }));
}

function toAssignment(row: Selectable<AssignmentsTable> & { readonly source: string }): Assignment {
  return {
    runId: row.run_id,
    itemId: row.item_id,
    reviewer: row.reviewer,
    source: readOwnJson<ItemSource>(row.source),
    state: row.state,
    offeredAtMs: row.offered_at_ms,
    leaseUntilMs: row.lease_until_ms,
    postponedUntilMs: row.postponed_until_ms,
  };
}
