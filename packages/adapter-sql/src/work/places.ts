import {
  wantedRule,
  type LabelingSession,
  type ReviewerEmail,
  type WantedFields,
} from "@labeldesk/core";
import { sql } from "kysely";
import { UNLIMITED_PLACES } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import { batches } from "./batches.js";
import { grouped } from "./grouped.js";
import type { SqlParts } from "./sql-parts.js";

/**
 * How many people may be asked for an item at once, as the item's row says it. A session that was never saved asks
 * nobody; saving it sets the places.
 */
export function placesRule(session: LabelingSession | undefined): (item: WantedFields) => number {
  if (session === undefined) return () => 0;
  const { places } = wantedRule(session);
  return (item) => Math.min(places(item), UNLIMITED_PLACES);
}

/** Items that the session's rule treats alike. */
interface ItemKind {
  readonly extraLabels: number;
  readonly isOverlap: boolean;
  /** As stored; `null` also where the session does not go by names. */
  readonly assignees: string | null;
}

interface Change extends ItemKind {
  readonly places: number;
}

/**
 * Makes the places of all items what the session's rule says: the rule is asked once for each kind of item, and one
 * statement sets all items of a kind, lists of names many at once. Items that are right already are not written.
 */
export async function fitPlaces(parts: SqlParts, session: LabelingSession): Promise<void> {
  const places = placesRule(session);
  const changes = (await listKinds(parts, session)).map((kind) => ({
    ...kind,
    places: places(exampleOf(session, kind)),
  }));
  const exceptNames = ({ assignees, ...rest }: Change) =>
    JSON.stringify([...Object.values(rest), assignees === null]);
  for (const alike of grouped(changes, exceptNames).values())
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    await setPlaces(parts, session, alike);
}

/** Overlap goes by positions, so that one of them stands for all. */
function exampleOf({ overlap }: LabelingSession, kind: ItemKind): WantedFields {
  const { extraLabels, isOverlap, assignees } = kind;
  return {
    position: isOverlap ? (overlap?.every ?? 1) : 1,
    extraLabels,
    ...(assignees !== null && { assignees: readOwnJson<readonly ReviewerEmail[]>(assignees) }),
  };
}

async function listKinds({ db }: SqlParts, session: LabelingSession): Promise<readonly ItemKind[]> {
  const rows = await db
    .selectFrom("labeldesk_items")
    .select(["extra_labels", overlapOf(session).as("overlap"), namesOf(session).as("assignees")])
    .distinct()
    .where("run_id", "=", session.runId)
    .execute();
  return rows.map(({ extra_labels, overlap, assignees }) => ({
    extraLabels: extra_labels,
    isOverlap: overlap === 1,
    assignees,
  }));
}

/** Whether the item belongs to the overlap: 1 or 0. */
function overlapOf({ overlap }: LabelingSession) {
  return overlap === undefined
    ? sql<number>`0`
    : sql<number>`case when position % ${sql.lit(overlap.every)} = 0 then 1 else 0 end`;
}

function namesOf({ dealing }: LabelingSession) {
  return dealing.strategy === "manual" ? sql<string | null>`assignees` : sql<string | null>`null`;
}

/** `alike` differ in their lists of names alone. */
async function setPlaces(
  { db }: SqlParts,
  session: LabelingSession,
  alike: readonly Change[],
): Promise<void> {
  const [first] = alike;
  if (!first) return;
  const { places, extraLabels, isOverlap } = first;
  const update = db
    .updateTable("labeldesk_items")
    .set({ places })
    .where("run_id", "=", session.runId)
    .where("places", "!=", places)
    .where("extra_labels", "=", extraLabels)
    .where(overlapOf(session), "=", isOverlap ? 1 : 0);
  const names = alike.map(({ assignees }) => assignees).filter((list) => list !== null);
  if (names.length === 0) await update.where(namesOf(session), "is", null).execute();
  for (const some of batches(names))
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    await update.where("assignees", "in", some).execute();
}
