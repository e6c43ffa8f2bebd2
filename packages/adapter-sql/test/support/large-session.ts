import {
  ItemId,
  ReviewerEmail,
  TraceId,
  type Item,
  type LabelingSession,
  type SubmissionKey,
} from "@labeldesk/core";
import { runId, session } from "./review-samples.js";

export const people = Array.from({ length: 4 }, (_, index) =>
  ReviewerEmail.parse(`reviewer-${index}@example.com`),
);

export const itemId = (position: number) => ItemId.parse(`item-${position}`);

/** Items 1 to `count` of {@link crowded}. */
export function manyItems(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({
    runId,
    itemId: itemId(index + 1),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${index + 1}`) },
    state: "pending",
  }));
}

/** A session with {@link people}. */
export const crowded: LabelingSession = { ...session, assignedUsers: people, labelsPerTrace: 2 };

export function keyOf(position: number, reviewer: ReviewerEmail): SubmissionKey {
  return { runId, itemId: itemId(position), reviewer };
}
