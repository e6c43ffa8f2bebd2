import {
  ExperimentId,
  ItemId,
  ReviewerEmail,
  RunId,
  TraceId,
  type Item,
  type JobRetry,
  type LabelingSession,
  type NewAdjudication,
  type NewSubmission,
  type OfferOutcome,
  type OfferTerms,
  type SubmissionKey,
  type WorkItem,
  type WorkStore,
  type WorkTransaction,
} from "@labeldesk/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { KillPlan } from "./killed-transaction.js";
import type { WorkStoreHarness, WorkStoreSuite } from "./work-store-harness.js";

export const LEASE_MS = 60_000;
export const RETRY: JobRetry = { attempts: 3, firstPauseMs: 200, maxPauseMs: 60_000 };

export const ana = ReviewerEmail.parse("ana@example.com");
export const ben = ReviewerEmail.parse("ben@example.com");
export const cleo = ReviewerEmail.parse("cleo@example.com");
export const dora = ReviewerEmail.parse("dora@example.com");

/** What the cases of one part work with: an open store and a clock that they set. */
export interface WorkBench {
  readonly store: WorkStore;
  /** Whether {@link WorkBench.openAnother} works: known when cases are registered. */
  readonly isShared: boolean;
  /** A further store on the same data. */
  openAnother(): Promise<WorkStore>;
  /** Has another process die within a transaction on the same data; see `WorkStoreHarness.killAt`. */
  killAt(plan: KillPlan): Promise<void>;
  nowMs(): number;
  pass(ms: number): void;
  /** One transaction. */
  within<T>(fn: (parts: WorkTransaction) => Promise<T>): Promise<T>;
  /** Saves a session of its own and the given number of items. */
  begin(session?: SessionWish): Promise<RunId>;
  offer(runId: RunId, reviewer: ReviewerEmail, terms?: Partial<OfferTerms>): Promise<OfferOutcome>;
  /** Saves the session with other people or rules. */
  change(runId: RunId, session: SessionWish): Promise<void>;
  /** Makes the waiting assignments exactly these. */
  reserve(
    runId: RunId,
    ...places: readonly (readonly [position: number, reviewer: ReviewerEmail])[]
  ): Promise<void>;
  /** Offers and settles in turn until nobody gets anything; who answered which item, by its position. */
  workOff(runId: RunId, ...people: readonly ReviewerEmail[]): Promise<readonly Answered[]>;
}

/** That somebody answered an item. */
export type Answered = readonly [position: number, reviewer: ReviewerEmail];

/** What matters of a session to a case; the rest is filled in. Default: ana, everyone, one item. */
export interface SessionWish extends Partial<
  Pick<LabelingSession, "away" | "labelsPerTrace" | "overlap" | "dealing" | "state" | "lifecycle">
> {
  readonly people?: readonly ReviewerEmail[];
  readonly items?: number;
}

/** Registers one part of the suite with a store that its cases share. */
export function describePart(
  suite: WorkStoreSuite,
  part: string,
  cases: (bench: WorkBench) => void,
): void {
  const { name, skip } = suite;
  describe.skipIf(skip !== undefined)(
    `${name}: ${part}${skip === undefined ? "" : ` (${skip})`}`,
    () => {
      let harness: WorkStoreHarness | undefined;
      let nowMs = Date.UTC(2026, 0, 5, 9);
      const clock = { nowMs: () => nowMs };
      const opened = () => {
        if (!harness) throw new Error("the store is not open yet");
        return harness;
      };
      beforeAll(async () => {
        harness = await suite.open({ clock, retry: RETRY });
      });
      afterAll(() => harness?.close());
      const bench: WorkBench = {
        get store() {
          return opened().store;
        },
        isShared: suite.isShared ?? false,
        openAnother: async () => {
          const { openAnother } = opened();
          if (!openAnother)
            throw new Error("the suite says isShared, and its harness opens one store");
          return openAnother();
        },
        killAt: async (plan) => {
          const { killAt } = opened();
          if (!killAt) throw new Error("the suite says isKillable, and its harness kills nobody");
          await killAt(plan);
        },
        nowMs: () => nowMs,
        pass: (ms) => {
          nowMs += ms;
        },
        within: (fn) => opened().store.transaction(fn),
        begin: async (wish = {}) => {
          const session = sessionOf(newRunId(), wish);
          await opened().store.transaction(async ({ sessions, assignments }) => {
            await sessions.saveSession(session);
            await assignments.addItems(session.runId, itemsOf(session.runId, wish.items ?? 1));
          });
          return session.runId;
        },
        offer: (runId, reviewer, terms) =>
          opened().store.transaction(({ assignments }) =>
            assignments.offerNext(runId, reviewer, { nowMs, leaseMs: LEASE_MS, ...terms }),
          ),
        change: (runId, wish) =>
          bench.within(({ sessions }) => sessions.saveSession(sessionOf(runId, wish))),
        reserve: (runId, ...places) =>
          bench.within(({ assignments }) =>
            assignments.setReservations(
              runId,
              places.map(([position, reviewer]) => ({ itemId: itemId(position), reviewer })),
            ),
          ),
        workOff: (runId, ...people) => workOff(bench, runId, people),
      };
      cases(bench);
    },
  );
}

/** Far more rounds than any case needs: a store that never stops offering fails and does not hang. */
const MAX_ROUNDS = 200;

async function workOff(
  bench: WorkBench,
  runId: RunId,
  people: readonly ReviewerEmail[],
  roundsLeft = MAX_ROUNDS,
): Promise<readonly Answered[]> {
  if (roundsLeft === 0) throw new Error(`The store goes on offering in ${runId}.`);
  const round: Answered[] = [];
  for (const reviewer of people) {
    const outcome = await bench.offer(runId, reviewer);
    if (outcome.kind === "nothingLeft") continue;
    await bench.within(({ assignments }) => assignments.settle(outcome.assignment));
    round.push([positionOf(outcome.assignment.itemId), reviewer]);
  }
  if (round.length === 0) return [];
  return [...round, ...(await workOff(bench, runId, people, roundsLeft - 1))];
}

/** Registers a case about several stores on the same data, where there can be several. */
export function itShared(bench: WorkBench, name: string, run: () => Promise<void>): void {
  // oxlint-disable-next-line vitest/valid-title, vitest/expect-expect, vitest/no-conditional-tests -- it registers a case
  if (bench.isShared) it(name, run);
}

let runs = 0;

/** A run id that no other case uses. */
export function newRunId(): RunId {
  runs += 1;
  return RunId.parse(`run-${runs}`);
}

export function sessionOf(runId: RunId, wish: SessionWish = {}): LabelingSession {
  const { people = [ana], items: _items, ...rules } = wish;
  return {
    runId,
    experimentId: ExperimentId.parse("1"),
    name: `Session ${runId}`,
    labelSchemas: [
      {
        name: "correct",
        type: "feedback",
        title: "Is the answer correct?",
        input: { kind: "passFail", positiveLabel: "Yes", negativeLabel: "No" },
        enableComment: true,
      },
    ],
    assignedUsers: [...people],
    away: [],
    labelsPerTrace: "everyone",
    dealing: { strategy: "first-come" },
    blind: true,
    enableMultiTurnChat: false,
    createdBy: ana,
    state: "open",
    lifecycle: "active",
    createdAtMs: Date.UTC(2026, 0, 5) + runs,
    ...rules,
  };
}

export const itemId = (position: number) => ItemId.parse(`item-${position}`);
const positionOf = (id: ItemId) => Number(id.slice("item-".length));

/** Items 1 to `count`. */
export function itemsOf(runId: RunId, count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({
    runId,
    itemId: itemId(index + 1),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${index + 1}`) },
    state: "pending",
  }));
}

/** The same items as the store holds them when they were added in order. */
export function workItemsOf(runId: RunId, count: number): readonly WorkItem[] {
  return itemsOf(runId, count).map((item, index) => ({
    ...item,
    position: index + 1,
    extraLabels: 0,
    mirroredState: "pending",
  }));
}

export function keyOf(runId: RunId, position: number, reviewer: ReviewerEmail): SubmissionKey {
  return { runId, itemId: itemId(position), reviewer };
}

/** A submission to accept; its gesture and its answer are told apart by `gesture`. */
export function submissionOf(
  key: SubmissionKey,
  gesture: string,
  acceptedAtMs = Date.UTC(2026, 0, 5, 10),
): NewSubmission {
  return {
    ...key,
    source: { kind: "trace", traceId: TraceId.parse("tr-1") },
    answers: [{ name: "correct", value: true, comment: `by ${gesture}` }],
    acceptedAtMs,
    offeredAtMs: acceptedAtMs - LEASE_MS,
    gesture,
  };
}

/** The id of the offered item, or why there is none. */
export function offered(outcome: OfferOutcome): string {
  return outcome.kind === "offered" ? outcome.assignment.itemId : outcome.kind;
}

/** A decision to accept; its gesture and its answer are told apart by `gesture`. */
export function adjudicationOf(runId: RunId, position: number, gesture: string): NewAdjudication {
  return {
    runId,
    itemId: itemId(position),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${position}`) },
    by: cleo,
    answers: [{ name: "correct", value: true, comment: `by ${gesture}` }],
    decidedOn: [{ reviewer: ana, revision: 1 }],
    decidedAtMs: Date.UTC(2026, 0, 5, 11),
    gesture,
  };
}
