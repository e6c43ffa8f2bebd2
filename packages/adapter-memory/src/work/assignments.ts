import {
  LabelingError,
  type Assignment,
  type AssignmentStore,
  type Clock,
  type Item,
  type ItemId,
  type OfferOutcome,
  type OfferTerms,
  type ReviewerEmail,
  type RunId,
  type SubmissionKey,
} from "@labeldesk/core";
import { chooseNext } from "./offer-next.js";
import { progressOf } from "./progress.js";
import { isOpen } from "./standing.js";
import { latest } from "./submissions.js";
import { assignmentsOf, boardOf, type AssignmentRow, type WorkData } from "./work-data.js";

/** The assignments part of the store. */
export function createAssignments(data: WorkData, clock: Clock): AssignmentStore {
  return {
    addItems: async (runId, items) => {
      for (const item of items) addItem(data, runId, item);
    },
    findItem: async (runId, itemId) => data.boards.get(runId)?.items.get(itemId),
    listItems: async (runId) => [...(data.boards.get(runId)?.items.values() ?? [])],
    setItemState: async (runId, itemId, state) => {
      const item = getItem(data, runId, itemId);
      boardOf(data, runId).items.set(itemId, { ...item, state });
    },
    offerNext: async (runId, reviewer, terms) => offerNext(data, runId, reviewer, terms),
    findAssignment: async (key) => {
      const row = findRow(data, key);
      return row && toAssignment(row);
    },
    listAssignments: async (runId, reviewer) => listAssignments(data, runId, reviewer),
    settle: async (key) => settle(data, key, clock.nowMs()),
    postpone: async (key, untilMs) => {
      const row = findRow(data, key);
      if (row?.state === "offered" || row?.state === "postponed")
        saveRow(data, { ...row, state: "postponed", postponedUntilMs: untilMs });
    },
    decline: async (key) => {
      const row = findRow(data, key) ?? newRow(data, key, clock.nowMs());
      if (row.state !== "submitted") saveRow(data, { ...row, state: "declined" });
    },
    progress: async (runId) => progressOf(data, runId, clock.nowMs()),
  };
}

/** An item that comes back after its session was removed still has its answers. */
function addItem(data: WorkData, runId: RunId, item: Item): void {
  const board = boardOf(data, runId);
  if (board.items.has(item.itemId)) return;
  board.items.set(item.itemId, { ...item, runId });
  for (const submission of [...data.submissions.values()].map(latest))
    if (submission.runId === runId && submission.itemId === item.itemId)
      settle(data, submission, submission.acceptedAtMs);
}

function getItem(data: WorkData, runId: RunId, itemId: ItemId): Item {
  const item = data.boards.get(runId)?.items.get(itemId);
  if (!item)
    throw new LabelingError("NOT_FOUND", `The session ${runId} has no item ${itemId} here.`);
  return item;
}

function findRow(data: WorkData, key: SubmissionKey): AssignmentRow | undefined {
  return data.boards.get(key.runId)?.assignments.get(key.itemId)?.get(key.reviewer);
}

function saveRow(data: WorkData, row: AssignmentRow): void {
  assignmentsOf(data, boardOf(data, row.runId), row.itemId).set(row.reviewer, row);
}

function newRow(data: WorkData, key: SubmissionKey, nowMs: number): AssignmentRow {
  const { source } = getItem(data, key.runId, key.itemId);
  const { runId, itemId, reviewer } = key;
  const times = { offeredAtMs: nowMs, leaseUntilMs: nowMs, postponedUntilMs: 0 };
  return { runId, itemId, reviewer, source, state: "offered", ...times };
}

function settle(data: WorkData, key: SubmissionKey, nowMs: number): void {
  saveRow(data, { ...(findRow(data, key) ?? newRow(data, key, nowMs)), state: "submitted" });
}

function offerNext(
  data: WorkData,
  runId: RunId,
  reviewer: ReviewerEmail,
  terms: OfferTerms,
): OfferOutcome {
  const session = data.sessions.get(runId);
  if (!isOpen(session) || !session.assignedUsers.includes(reviewer)) return { kind: "nothingLeft" };
  const choice = chooseNext(session, boardOf(data, runId), reviewer, terms);
  switch (choice.kind) {
    case "nothing":
      return choice.waitUntilMs === undefined
        ? { kind: "nothingLeft" }
        : { kind: "nothingLeft", waitUntilMs: choice.waitUntilMs };
    case "renew":
    case "offer": {
      const { itemId, source } = choice.standing.item;
      const isNew = choice.kind === "offer";
      const row: AssignmentRow = {
        runId,
        itemId,
        reviewer,
        source,
        state: "offered",
        offeredAtMs: isNew ? terms.nowMs : (choice.standing.mine?.offeredAtMs ?? terms.nowMs),
        leaseUntilMs: terms.nowMs + terms.leaseMs,
        postponedUntilMs: 0,
      };
      saveRow(data, row);
      return { kind: "offered", assignment: toAssignment(row), isNew };
    }
  }
}

function listAssignments(data: WorkData, runId: RunId, reviewer: ReviewerEmail): Assignment[] {
  const board = data.boards.get(runId);
  return [...(board?.items.values() ?? [])]
    .map(({ itemId }) => board?.assignments.get(itemId)?.get(reviewer))
    .filter((row) => row !== undefined)
    .map(toAssignment);
}

function toAssignment(row: AssignmentRow): Assignment {
  const { runId, itemId, reviewer, source, state, offeredAtMs, leaseUntilMs } = row;
  return { runId, itemId, reviewer, source, state, offeredAtMs, leaseUntilMs };
}
