import {
  presentReviewers,
  type Assignment,
  type AssignmentPage,
  type AssignmentStore,
  type Clock,
  type PlacedAssignment,
  type Reservation,
  type ReviewerEmail,
  type RunId,
  type SubmissionKey,
} from "@labeldesk/core";
import { boardOf, deleteRow, findRow, getItem, ownRows, saveRow } from "./board.js";
import { addItem, changeItem } from "./items.js";
import { offerNext } from "./offer-next.js";
import { progressOf } from "./progress.js";
import { settle } from "./settle.js";
import type { WorkData } from "./work-data.js";

/** The assignments part of the store. */
export function createAssignments(data: WorkData, clock: Clock): AssignmentStore {
  return {
    addItems: async (runId, items) => {
      for (const item of items) addItem(data, runId, item);
    },
    findItem: async (runId, itemId) => data.boards.get(runId)?.items.get(itemId),
    listItems: async (runId) => [...(data.boards.get(runId)?.items.values() ?? [])],
    setItemState: async (runId, itemId, state, exclusion) =>
      changeItem(data, runId, itemId, ({ exclusion: _before, ...item }) => ({
        ...item,
        state,
        ...(state === "excluded" && exclusion && { exclusion }),
      })),
    setMirroredState: async (runId, itemId, mirroredState) =>
      changeItem(data, runId, itemId, (item) => ({ ...item, mirroredState })),
    setExtraLabels: async (runId, itemId, extraLabels) =>
      changeItem(data, runId, itemId, (item) => ({ ...item, extraLabels })),
    setReservations: async (runId, reservations) => setReservations(data, runId, reservations),
    offerNext: async (runId, reviewer, terms) => offerNext(data, runId, reviewer, terms),
    findAssignment: async (key) => findRow(data, key),
    listAssignments: async (runId, reviewer) => listAssignments(data, runId, reviewer),
    listAllAssignments: async (runId, page) => listPage(data, runId, page),
    settle: async (key) => settle(data, key, clock.nowMs()),
    postpone: async (key, untilMs) => {
      const row = findRow(data, key);
      if (row?.state === "offered" || row?.state === "postponed")
        saveRow(data, { ...row, state: "postponed", postponedUntilMs: untilMs });
    },
    decline: async (key) => decline(data, key, clock.nowMs()),
    reopen: async (key, leaseUntilMs) => {
      const row = findRow(data, key);
      if (row?.state === "submitted") saveRow(data, { ...row, state: "offered", leaseUntilMs });
    },
    progress: async (runId) => progressOf(data, runId, clock.nowMs()),
  };
}

function decline(data: WorkData, key: SubmissionKey, nowMs: number): void {
  const row = findRow(data, key);
  if (row?.state === "submitted") return;
  const { runId, itemId, reviewer } = key;
  const { source } = getItem(data, runId, itemId);
  const { offeredAtMs, leaseUntilMs } = row ?? { offeredAtMs: nowMs, leaseUntilMs: nowMs };
  saveRow(data, {
    runId,
    itemId,
    reviewer,
    source,
    offeredAtMs,
    leaseUntilMs,
    state: "declined",
    postponedUntilMs: 0,
  });
}

/** Only what changes is written: dealing again moves little. */
function setReservations(data: WorkData, runId: RunId, reservations: readonly Reservation[]): void {
  const keys = reservations.map((reservation) => ({ runId, ...reservation }));
  const nameOf = ({ itemId, reviewer }: Reservation) => JSON.stringify([itemId, reviewer]);
  const wanted = new Set(keys.map(nameOf));
  for (const row of allRows(data, runId))
    if (row.state === "waiting" && !wanted.has(nameOf(row))) deleteRow(data, row);
  const session = data.sessions.get(runId);
  const present = new Set(session && presentReviewers(session));
  const times = { offeredAtMs: 0, leaseUntilMs: 0, postponedUntilMs: 0 };
  for (const key of keys) {
    const { source } = getItem(data, runId, key.itemId);
    if (findRow(data, key) === undefined && present.has(key.reviewer))
      saveRow(data, { ...key, source, state: "waiting", ...times });
  }
}

function allRows({ boards }: WorkData, runId: RunId): readonly Assignment[] {
  return [...(boards.get(runId)?.byItem.values() ?? [])].flatMap((rows) => [...rows.values()]);
}

function listAssignments(
  { boards }: WorkData,
  runId: RunId,
  reviewer: ReviewerEmail,
): readonly Assignment[] {
  const board = boards.get(runId);
  return board === undefined ? [] : ownRows(board, reviewer).map(({ row }) => row);
}

function listPage(
  data: WorkData,
  runId: RunId,
  { limit, after }: AssignmentPage,
): readonly PlacedAssignment[] {
  const { items, byItem } = boardOf(data, runId);
  const page: PlacedAssignment[] = [];
  for (const item of items.values()) {
    if (page.length >= limit) break;
    if (after && item.position < after.position) continue;
    const rows = [...(byItem.get(item.itemId)?.values() ?? [])]
      .filter(({ reviewer }) => item.position !== after?.position || reviewer > after.reviewer)
      .toSorted((one, other) => (one.reviewer < other.reviewer ? -1 : 1));
    page.push(...rows.map((row) => ({ ...row, item })));
  }
  return page.slice(0, limit);
}
