import type { Item, ItemId, LabelingSession, RunId } from "@labeldesk/core";
import { batches } from "./batches.js";
import { NO_ANSWERS } from "./submissions.js";
import { grouped } from "./grouped.js";
import { assigneesText } from "./item-rows.js";
import { fitPlaces, placesRule } from "./places.js";
import { lockSession } from "./session-rows.js";
import type { SqlParts } from "./sql-parts.js";

/** Adds the items that are not there yet. One that comes back after its session was removed still has its answers. */
export async function addItems(
  parts: SqlParts,
  runId: RunId,
  items: readonly Item[],
): Promise<void> {
  const session = await lockSession(parts, runId);
  let position = await lastPosition(parts, runId);
  let namesChanged = false;
  for (const some of batches(onceEach(items))) {
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    const known = await knownNames(parts, runId, some);
    const added = some.filter(({ itemId }) => !known.has(itemId));
    // oxlint-disable-next-line no-await-in-loop -- see above
    if (added.length > 0) await insertItems(parts, session, { runId, added, position });
    position += added.length;
    const renamed = some.filter(
      ({ itemId, assignees }) =>
        known.has(itemId) && known.get(itemId) !== assigneesText(assignees),
    );
    // oxlint-disable-next-line no-await-in-loop -- see above
    if (renamed.length > 0) await setNames(parts, runId, renamed);
    namesChanged ||= renamed.length > 0;
  }
  if (namesChanged && session?.dealing.strategy === "manual") await fitPlaces(parts, session);
}

/** An item that is named twice keeps its first place in the order, and the people named last. */
function onceEach(items: readonly Item[]): readonly Item[] {
  const byId = new Map<ItemId, Item>();
  for (const item of items) {
    const { assignees: _first, ...first } = byId.get(item.itemId) ?? item;
    const { assignees } = item;
    byId.set(item.itemId, { ...first, ...(assignees !== undefined && { assignees }) });
  }
  return [...byId.values()];
}

async function lastPosition({ db }: SqlParts, runId: RunId): Promise<number> {
  const row = await db
    .selectFrom("labeldesk_items")
    .select(({ fn }) => fn.max("position").as("last"))
    .where("run_id", "=", runId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Whom the items name that are there already, as stored. */
async function knownNames(
  { db }: SqlParts,
  runId: RunId,
  items: readonly Item[],
): Promise<ReadonlyMap<ItemId, string | null>> {
  const rows = await db
    .selectFrom("labeldesk_items")
    .select(["item_id", "assignees"])
    .where("run_id", "=", runId)
    .where(
      "item_id",
      "in",
      items.map(({ itemId }) => itemId),
    )
    .execute();
  return new Map(rows.map(({ item_id, assignees }) => [item_id, assignees]));
}

/** `position`: that of the last item before these. */
interface Addition {
  readonly runId: RunId;
  readonly added: readonly Item[];
  readonly position: number;
}

async function insertItems(
  parts: SqlParts,
  session: LabelingSession | undefined,
  { runId, added, position }: Addition,
): Promise<void> {
  const places = placesRule(session);
  const answers = await knownAnswers(parts, runId, added);
  const answersByItem = grouped(answers, toItemId);
  const rows = added.map((item, index) => ({
    run_id: runId,
    item_id: item.itemId,
    position: position + index + 1,
    source: JSON.stringify(item.source),
    state: item.state,
    exclusion: item.exclusion === undefined ? null : JSON.stringify(item.exclusion),
    assignees: assigneesText(item.assignees),
    extra_labels: 0,
    mirrored_state: item.state,
    places: places({ ...item, position: position + index + 1, extraLabels: 0 }),
    answers: answersByItem.get(item.itemId)?.length ?? 0,
    reserved: 0,
  }));
  await parts.db.insertInto("labeldesk_items").values(rows).execute();
  const settled = rows.flatMap(({ item_id, position: place }) =>
    (answersByItem.get(item_id) ?? []).map((answer) => ({ ...answer, position: place })),
  );
  for (const some of batches(settled))
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    await parts.db.insertInto("labeldesk_assignments").values(some).execute();
}

/** Answers from before the session was removed, as settled assignments. What was taken back is none. */
async function knownAnswers({ db }: SqlParts, runId: RunId, items: readonly Item[]) {
  const rows = await db
    .selectFrom("labeldesk_submissions")
    .select(["item_id", "reviewer", "offered_at_ms", "accepted_at_ms"])
    .where("run_id", "=", runId)
    .where(
      "item_id",
      "in",
      items.map(({ itemId }) => itemId),
    )
    .where("answers", "!=", NO_ANSWERS)
    .execute();
  return rows.map(({ accepted_at_ms, ...row }) => ({
    ...row,
    run_id: runId,
    state: "submitted" as const,
    lease_until_ms: accepted_at_ms,
    postponed_until_ms: 0,
  }));
}

async function setNames({ db }: SqlParts, runId: RunId, items: readonly Item[]): Promise<void> {
  for (const [assignees, some] of grouped(items, (item) => assigneesText(item.assignees)))
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    await db
      .updateTable("labeldesk_items")
      .set({ assignees })
      .where("run_id", "=", runId)
      .where(
        "item_id",
        "in",
        some.map(({ itemId }) => itemId),
      )
      .execute();
}

const toItemId = ({ item_id }: { readonly item_id: ItemId }) => item_id;
