import type { Assignment, AssignmentState } from "../../src/assignment.js";
import type { DealingFields } from "../../src/dealing/wanted-labels.js";
import { ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import type { WorkItem } from "../../src/item.js";

export const ana = ReviewerEmail.parse("ana@example.com");
export const ben = ReviewerEmail.parse("ben@example.com");
export const cleo = ReviewerEmail.parse("cleo@example.com");

const runId = RunId.parse("run-1");

/** As many people as are asked for, in the order of assignment. */
export function peopleOf(count: number): readonly ReviewerEmail[] {
  return Array.from({ length: count }, (_, index) => ReviewerEmail.parse(`p${index}@example.com`));
}

export function sessionOf(more: Partial<DealingFields> = {}): DealingFields {
  return {
    assignedUsers: [ana, ben],
    away: [],
    labelsPerTrace: 1,
    dealing: { strategy: "even" },
    ...more,
  };
}

export function itemAt(position: number, more: Partial<WorkItem> = {}): WorkItem {
  return {
    runId,
    itemId: ItemId.parse(`item-${position}`),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${position}`) },
    state: "pending",
    position,
    extraLabels: 0,
    mirroredState: "pending",
    ...more,
  };
}

/** Items 1 to `count`. */
export function itemsOf(count: number): readonly WorkItem[] {
  return Array.from({ length: count }, (_, index) => itemAt(index + 1));
}

export function rowOf(
  position: number,
  reviewer: ReviewerEmail,
  state: AssignmentState,
): Assignment {
  const { itemId, source } = itemAt(position);
  const times = { offeredAtMs: 0, leaseUntilMs: 0, postponedUntilMs: 0 };
  return { runId, itemId, reviewer, source, state, ...times };
}
