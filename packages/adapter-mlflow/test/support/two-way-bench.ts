import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlWorkStore } from "@labeldesk/adapter-sql";
import {
  createLabeling,
  createReview,
  LabelSchema,
  NewLabelingSession,
  reviewJobs,
  systemClock,
} from "@labeldesk/core";
import type {
  Answer,
  ExperimentId,
  Item,
  LabelingSession,
  Review,
  ReviewerEmail,
  TraceId,
  Tracking,
} from "@labeldesk/core";
import { person } from "./session-bench.js";

export const GOOD = LabelSchema.parse({
  name: "good",
  type: "feedback",
  title: "Is it good?",
  input: { kind: "passFail" },
  enableComment: true,
});
export const FACT = LabelSchema.parse({
  name: "fact",
  type: "expectation",
  title: "Which fact?",
  input: { kind: "text" },
});

/** A review on a tracking store, with a work store in a file. */
export interface TwoWayBench {
  readonly review: Review;
  /** A session of Ana and Ben over the traces, delivered. */
  open(
    experimentId: ExperimentId,
    traceIds: readonly TraceId[],
  ): Promise<{ readonly session: LabelingSession; readonly items: readonly Item[] }>;
  /** Submits or revises answers as a click does, and publishes them. */
  give(item: Item, reviewer: ReviewerEmail, answers: readonly Answer[]): Promise<void>;
  /** Reconciles, and does what follows. */
  settle(session: LabelingSession): ReturnType<Review["reconcile"]>;
  close(): Promise<void>;
}

export async function openTwoWayBench(tracking: Tracking): Promise<TwoWayBench> {
  const directory = await mkdtemp(join(tmpdir(), "labeldesk-two-way-"));
  const database = { kind: "sqlite", file: join(directory, "work.db") } as const;
  const work = await openSqlWorkStore({ database });
  const review = createReview({ tracking, work, clock: systemClock });
  const labeling = createLabeling({ tracking });
  /** What a reconciliation left to jobs, done here: publish every answer, write every state. */
  const followUp = async ({ runId, assignedUsers }: LabelingSession) => {
    const handlers = reviewJobs(review);
    for (const { itemId } of await review.listItems(runId)) {
      for (const reviewer of assignedUsers) {
        const payload = { runId, itemId, reviewer };
        for (const kind of ["submission.publish", "item.state"])
          await handlers[kind]?.({ kind, key: itemId, payload, attempt: 1 });
      }
    }
  };
  return {
    review,
    open: async (experimentId, traceIds) => {
      const { session } = await labeling.createLabelingSession(
        NewLabelingSession.parse({
          experimentId,
          name: `Session ${crypto.randomUUID()}`,
          labelSchemas: [GOOD, FACT],
          assignedUsers: [person("ana"), person("ben")],
          createdBy: person("lena"),
        }),
      );
      await labeling.addTraces(session.runId, { kind: "ids", traceIds });
      await review.enrol(session.runId);
      return { session, items: await review.listItems(session.runId) };
    },
    give: async ({ runId, itemId }, reviewer, answers) => {
      const key = { runId, itemId, reviewer };
      const gesture = crypto.randomUUID();
      await review.next(runId, reviewer);
      const known = await review.findSubmission(key);
      const give = known === undefined ? review.submit : review.revise;
      const outcome = await give({ ...key, answers, gesture });
      if (outcome.kind !== "accepted") throw new Error(`The answers were ${outcome.kind}.`);
      await review.publish(key);
    },
    settle: async (session) => {
      const report = await review.reconcile(session.runId);
      await followUp(session);
      return report;
    },
    close: async () => {
      await work.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
