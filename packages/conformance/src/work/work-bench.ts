import {
  ExperimentId,
  ItemId,
  ReviewerEmail,
  RunId,
  TraceId,
  type Item,
  type JobRetry,
  type LabelingSession,
  type LabelsPerTrace,
  type NewSubmission,
  type OfferOutcome,
  type OfferTerms,
  type SubmissionKey,
  type WorkStore,
  type WorkTransaction,
} from "@labeldesk/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { WorkStoreHarness, WorkStoreSuite } from "./work-store-harness.js";

export const LEASE_MS = 60_000;
export const RETRY: JobRetry = { attempts: 3, firstPauseMs: 200, maxPauseMs: 60_000 };

export const ana = ReviewerEmail.parse("ana@example.com");
export const ben = ReviewerEmail.parse("ben@example.com");
export const cleo = ReviewerEmail.parse("cleo@example.com");

/** What the cases of one part work with: an open store and a clock that they set. */
export interface WorkBench {
  readonly store: WorkStore;
  /** Whether {@link WorkBench.openAnother} works: known when cases are registered. */
  readonly isShared: boolean;
  /** A further store on the same data. */
  openAnother(): Promise<WorkStore>;
  nowMs(): number;
  pass(ms: number): void;
  /** One transaction. */
  within<T>(fn: (parts: WorkTransaction) => Promise<T>): Promise<T>;
  /** Saves a session of its own and the given number of items. */
  begin(session?: SessionWish): Promise<RunId>;
  offer(runId: RunId, reviewer: ReviewerEmail, terms?: Partial<OfferTerms>): Promise<OfferOutcome>;
}

/** What matters of a session to a case; the rest is filled in. Default: ana, everyone, one item. */
export interface SessionWish {
  readonly people?: readonly ReviewerEmail[];
  readonly labelsPerTrace?: LabelsPerTrace;
  readonly items?: number;
  readonly state?: LabelingSession["state"];
  readonly lifecycle?: LabelingSession["lifecycle"];
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
      };
      cases(bench);
    },
  );
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
    assignedUsers: [...(wish.people ?? [ana])],
    labelsPerTrace: wish.labelsPerTrace ?? "everyone",
    createdBy: ana,
    state: wish.state ?? "open",
    lifecycle: wish.lifecycle ?? "active",
    createdAtMs: Date.UTC(2026, 0, 5) + runs,
  };
}

export const itemId = (position: number) => ItemId.parse(`item-${position}`);

/** Items 1 to `count`. */
export function itemsOf(runId: RunId, count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({
    runId,
    itemId: itemId(index + 1),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${index + 1}`) },
    state: "pending",
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
    gesture,
  };
}

/** The id of the offered item, or why there is none. */
export function offered(outcome: OfferOutcome): string {
  return outcome.kind === "offered" ? outcome.assignment.itemId : outcome.kind;
}
