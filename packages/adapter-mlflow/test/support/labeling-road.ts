import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlWorkStore } from "@labeldesk/adapter-sql";
import type { TrackingHarness } from "@labeldesk/conformance";
import {
  createLabeling,
  createReview,
  ReviewerEmail,
  systemClock,
  traceIdsOf,
} from "@labeldesk/core";
import type {
  Answer,
  ExperimentId,
  LabelingSession,
  Review,
  SubmissionKey,
  SyncReport,
  TraceId,
} from "@labeldesk/core";
import { ANA_SAYS, BEN_SAYS, DECIDED, SIX_QUESTIONS } from "./six-questions.js";

export const ROAD_ANA = ReviewerEmail.parse("ana@example.com");
export const ROAD_BEN = ReviewerEmail.parse("ben@example.com");
export const ROAD_LEAD = ReviewerEmail.parse("lena@example.com");

/**
 * Inputs that are other inputs once somebody parses them and writes them again. Integers beyond 64 bits are left out: of a
 * trace that holds one, MLflow's own client cannot read the spans.
 */
export const ROAD_INPUTS = [
  `{"question": "Größe 大 🏠", "n": 1.0, "big": 9007199254740993}`,
  `{"n": 1, "least": -9223372036854775808}`,
  `{"n": 1e3, "nothing": null, "list": [true, -0.0, "é"]}`,
] as const;

/** What a labeling session left in MLflow. */
export interface Road {
  readonly experimentId: ExperimentId;
  readonly session: LabelingSession;
  /** Of {@link ROAD_INPUTS}, in that order: answered by both and decided, answered by Ana alone, excluded. */
  readonly traceIds: readonly [TraceId, TraceId, TraceId];
  readonly sync: SyncReport;
}

/** A whole session: two reviewers, answers of every kind, an edit, an exclusion, a decision, and a sync into a dataset. */
export async function walkRoad(harness: TrackingHarness, name: string): Promise<Road> {
  const directory = await mkdtemp(join(tmpdir(), "labeldesk-road-"));
  const database = { kind: "sqlite", file: join(directory, "work.db") } as const;
  const work = await openSqlWorkStore({ database });
  try {
    const review = createReview({ tracking: harness.tracking, work, clock: systemClock });
    return await walk(harness, review, name);
  } finally {
    await work.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function walk(harness: TrackingHarness, review: Review, name: string): Promise<Road> {
  const labeling = createLabeling({ tracking: harness.tracking });
  const experimentId = await harness.createExperiment();
  const [first, second, third] = ROAD_INPUTS;
  const traceIds = [
    await harness.createTrace(experimentId, { inputs: first, outputs: `"an answer"` }),
    await harness.createTrace(experimentId, { inputs: second }),
    await harness.createTrace(experimentId, { inputs: third }),
  ] as const;
  const { session } = await labeling.createLabelingSession({
    experimentId,
    name,
    labelSchemas: SIX_QUESTIONS,
    assignedUsers: [ROAD_ANA, ROAD_BEN],
    createdBy: ROAD_LEAD,
  });
  const { runId } = session;
  await labeling.addTraces(runId, { kind: "ids", traceIds });
  await review.enrol(runId);
  await reviewAs(review, session, ROAD_ANA, async (key, traceId) => {
    if (traceId === traceIds[2]) await review.exclude(key, "Not a question");
    else await give(review, key, ANA_FIRST, ANA_SAYS);
  });
  await reviewAs(review, session, ROAD_BEN, async (key, traceId) => {
    if (traceId === traceIds[0]) await give(review, key, BEN_SAYS);
    else await review.decline(key);
  });
  await decide(review, session);
  for (const item of await review.listItems(runId)) {
    await review.publishItemState({ ...item, runId, reviewer: ROAD_ANA });
  }
  const sync = await labeling.sync(runId, { kind: "name", name: `golden ${name}` });
  return { experimentId, session, traceIds, sync };
}

/** Ana changes her mind about the first question. */
const ANA_FIRST = ANA_SAYS.map((answer) =>
  answer.name === "is_correct" ? { name: answer.name, value: true } : answer,
);

/** Takes what one reviewer is offered until nothing is left. */
async function reviewAs(
  review: Review,
  { runId }: LabelingSession,
  reviewer: ReviewerEmail,
  act: (key: SubmissionKey, traceId: TraceId | undefined) => Promise<void>,
): Promise<void> {
  for (;;) {
    const next = await review.next(runId, reviewer);
    if (next.kind === "nothingLeft") return;
    await act(next.assignment, traceIdsOf(next.assignment.source)[0]);
  }
}

/** Submits answers, then revises them, publishing each. */
async function give(
  review: Review,
  key: SubmissionKey,
  ...versions: readonly (readonly Answer[])[]
): Promise<void> {
  for (const [index, answers] of versions.entries()) {
    const request = { ...key, answers, gesture: crypto.randomUUID() };
    const outcome = await (index === 0 ? review.submit(request) : review.revise(request));
    if (outcome.kind !== "accepted")
      throw new Error(`The answers were not taken: ${outcome.kind}.`);
    await review.publish(key);
  }
}

/** Decides the one disagreement that there is. */
async function decide(review: Review, { runId }: LabelingSession): Promise<void> {
  const [disagreement] = await review.disagreements(runId);
  if (disagreement === undefined) throw new Error("Nobody disagrees.");
  const { item, questions } = disagreement;
  const outcome = await review.adjudicate({
    runId,
    itemId: item.itemId,
    by: ROAD_LEAD,
    answers: [DECIDED],
    reason: "See the manual",
    decidedOn: questions.flatMap(({ answers }) =>
      answers.map(({ reviewer, revision }) => ({ reviewer, revision })),
    ),
    gesture: crypto.randomUUID(),
  });
  if (outcome.kind !== "decided") throw new Error(`Nothing was decided: ${outcome.kind}.`);
  await review.publishAdjudication({ runId, itemId: item.itemId });
}
