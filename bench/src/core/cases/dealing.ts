import {
  ItemId,
  planDealing,
  ReviewerEmail,
  RunId,
  TraceId,
  type DealingFields,
  type WorkItem,
} from "@labeldesk/core";
import type { BenchCase } from "../bench-case.ts";

const PEOPLE = 200;
const LABELS = 2;

/** Dealing every item to two of 200 people, evenly. */
export const dealing: BenchCase = {
  name: "dealing",
  unit: "items",
  size: 100_000,
  prepare: (size) => {
    const assignedUsers = Array.from({ length: PEOPLE }, (_, number) =>
      ReviewerEmail.parse(`person-${number}@example.com`),
    );
    const session: DealingFields = {
      assignedUsers,
      away: [],
      labelsPerTrace: LABELS,
      dealing: { strategy: "even" },
    };
    const items = Array.from({ length: size }, (_, index) => itemAt(index + 1));
    return () => {
      const dealt = planDealing(session, items, []);
      const shares = new Map(assignedUsers.map((person) => [person, 0]));
      for (const { reviewer } of dealt) shares.set(reviewer, (shares.get(reviewer) ?? 0) + 1);
      const counts = [...shares.values()];
      return { dealt: dealt.length, spread: Math.max(...counts) - Math.min(...counts) };
    };
  },
  peer: { name: "a heap in plain Python", script: "dealing.py" },
};

function itemAt(position: number): WorkItem {
  return {
    itemId: ItemId.parse(`item-${position}`),
    runId: RunId.parse("run"),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${position}`) },
    state: "pending",
    position,
    extraLabels: 0,
    mirroredState: "pending",
  };
}
