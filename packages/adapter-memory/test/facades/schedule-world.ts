import {
  ReviewerEmail,
  type Assignment,
  type LabelingSession,
  type LabelingSessionChanges,
  type RunId,
  type WorkItem,
} from "@labeldesk/core";
import { createSeen } from "./schedule-record.js";
import type { Schedule } from "./schedule-steps.js";
import { GOOD } from "./schemas.js";
import { createWorld } from "./world.js";

/** How long offers are exclusive, and postponed items away, in {@link createWorld}. */
export const LEASE_MS = 1_000;
export const POSTPONE_MS = 5_000;

/** Everybody who may come into a session. */
export const crowd = Array.from({ length: 7 }, (_, index) =>
  ReviewerEmail.parse(`p${index}@example.com`),
);

/** The one at `index`, counted round and round; `undefined` of none. */
export const pick = <T>(list: readonly T[], index: number): T | undefined =>
  list[index % list.length];

/** The one of the crowd at `index`, counted round and round. */
export const personAt = (index: number): ReviewerEmail => pick(crowd, index) ?? nobody();

function nobody(): never {
  throw new Error("Nobody is in the crowd.");
}

/** What the work store says of the session. */
export interface Snapshot {
  readonly nowMs: number;
  readonly session: LabelingSession;
  readonly items: readonly WorkItem[];
  readonly rows: readonly Assignment[];
}

/** A session on memory stores, with what the test saw of it. */
export async function openSchedule({ people, items, labels, strategy }: Schedule) {
  const world = createWorld();
  const { review, work, tracking, labeling, clock } = world;
  const ids = Array.from({ length: items }, (_, index) => world.addTrace(`tr-${index}`, undefined));
  const { session } = await world.openSession([GOOD], ids, {
    users: crowd.slice(0, people),
    labelsPerTrace: labels,
    dealing: { strategy },
  });
  const { runId } = session;
  let gestures = 0;
  let traces = items;

  const look = (): Promise<Snapshot> =>
    work.transaction(async ({ sessions, assignments }) => ({
      nowMs: clock.nowMs(),
      session: found(await sessions.findSession(runId)),
      items: await assignments.listItems(runId),
      rows: await assignments.listAllAssignments(runId, { limit: 1_000 }),
    }));
  const change = async (changes: LabelingSessionChanges): Promise<void> => {
    await tracking.sessions.updateSession(runId, changes);
    await review.enrol(runId);
  };
  const addItem = async (): Promise<void> => {
    const traceId = world.addTrace(`tr-${(traces += 1)}`, undefined);
    await labeling.addTraces(runId, { kind: "ids", traceIds: [traceId] });
    await review.enrol(runId);
  };
  const gesture = () => `gesture-${(gestures += 1)}`;
  return { runId, review, tracking, clock, look, change, addItem, gesture, seen: createSeen() };
}

export type ScheduleWorld = Awaited<ReturnType<typeof openSchedule>>;

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The session is gone.");
  return value;
}

/** The key of a submission. */
export function keyIn(runId: RunId, { itemId }: WorkItem, reviewer: ReviewerEmail) {
  return { runId, itemId, reviewer };
}
