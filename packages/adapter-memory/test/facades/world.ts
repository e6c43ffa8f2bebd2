import {
  createLabeling,
  createReview,
  exactJson,
  parseExactJson,
  ReviewerEmail,
  reviewJobs,
  submissionKeyText,
  TraceId,
  type Answer,
  type Assessment,
  type ExperimentId,
  type Item,
  type Labeling,
  type LabelingSession,
  type LabelSchema,
  type RunId,
  type RunningJob,
  type SubmissionKey,
  type Tracking,
} from "@labeldesk/core";
import { createMemoryTracking, createMemoryWorkStore } from "../../src/index.js";

export const dana = ReviewerEmail.parse("dana@example.com");
export const ana = ReviewerEmail.parse("ana@example.com");
export const ben = ReviewerEmail.parse("ben@example.com");
export const cleo = ReviewerEmail.parse("cleo@example.com");

/** A clock that a test sets. */
export function createTestClock() {
  let nowMs = 1_000_000;
  return {
    nowMs: () => nowMs,
    advance: (byMs: number) => {
      nowMs += byMs;
    },
  };
}

/**
 * Both façades on memory stores. `wrap` may put a fault between the façades and the tracking store; `figuresEveryMs` is the
 * review's.
 */
export function createWorld({
  wrap = (tracking: Tracking) => tracking,
  figuresEveryMs = 30_000,
} = {}) {
  const clock = createTestClock();
  const memory = createMemoryTracking({ clock });
  const work = createMemoryWorkStore({ clock });
  const tracking = wrap(memory.tracking);
  const labeling = createLabeling({ tracking, locks: work.locks });
  const times = { leaseMs: 1_000, postponeMs: 5_000, figuresEveryMs };
  const review = createReview({ tracking, work, clock, ...times });
  const experimentId = memory.addExperiment("support bot");

  const addTraces = (...inputs: readonly (string | undefined)[]) =>
    inputs.map((text, index) => addTrace(`tr-${index + 1}`, text));

  function addTrace(id: string, inputs: string | undefined, home: ExperimentId = experimentId) {
    clock.advance(1);
    return memory.addTrace({
      traceId: TraceId.parse(id),
      experimentId: home,
      state: "ok",
      requestTimeMs: clock.nowMs(),
      tags: {},
      metadata: {},
      assessments: [],
      spans: [
        {
          spanId: "root",
          name: "agent",
          startNs: BigInt(clock.nowMs()) * 1_000_000n,
          status: { code: "ok" },
          attributes: {},
          events: [],
          ...(inputs === undefined ? {} : { inputs: parseExactJson(inputs) }),
        },
      ],
      ...(inputs === undefined ? {} : { inputs: exactJson(inputs) }),
    });
  }

  /** A session over the traces given, taken into the work store. */
  async function openSession(
    labelSchemas: readonly (string | LabelSchema)[],
    traceIds: readonly TraceId[],
    { users = [ana, ben], ...more }: SessionWishes = {},
  ): Promise<{ readonly session: LabelingSession; readonly items: readonly Item[] }> {
    const { session } = await labeling.createLabelingSession({
      experimentId,
      name: "Answers",
      labelSchemas,
      assignedUsers: [...users],
      createdBy: dana,
      ...more,
    });
    clock.advance(1);
    await labeling.addTraces(session.runId, { kind: "ids", traceIds });
    await review.enrol(session.runId);
    return { session, items: await review.listItems(session.runId) };
  }

  /** Offers until the reviewer has the item, answers it, and publishes. */
  async function answer(key: SubmissionKey, answers: readonly Answer[], gesture = "submit") {
    await offer(key);
    clock.advance(1);
    const outcome = await review.submit({ ...key, answers, gesture });
    clock.advance(1);
    await review.publish(key);
    return outcome;
  }

  /** Puts off whatever comes before the item. */
  async function offer({ runId, itemId, reviewer }: SubmissionKey): Promise<void> {
    const outcome = await review.next(runId, reviewer);
    if (outcome.kind === "nothingLeft") throw new Error(`${reviewer} was not offered ${itemId}.`);
    if (outcome.assignment.itemId === itemId) return;
    await review.postpone(outcome.assignment);
    await offer({ runId, itemId, reviewer });
  }

  /** The valid assessments of a trace, in the words that tests compare. */
  async function labelsOn(traceId: TraceId) {
    const all = await memory.tracking.assessments.listAssessments(traceId);
    return all.filter(({ valid }) => valid).map(brief);
  }

  return {
    clock,
    memory,
    work,
    tracking,
    labeling,
    review,
    experimentId,
    addTrace,
    addTraces,
    openSession,
    offer,
    answer,
    labelsOn,
  };
}

/** What of a session a test decides. */
export type SessionWishes = { readonly users?: readonly ReviewerEmail[] } & Partial<
  Omit<Parameters<Labeling["createLabelingSession"]>[0], "labelSchemas" | "assignedUsers">
>;

export type World = ReturnType<typeof createWorld>;

function brief({ name, value, source, rationale }: Assessment) {
  return { name, value, by: source.id, ...(rationale === undefined ? {} : { rationale }) };
}

/** The key of a reviewer's submission for an item. */
export function keyOf({ runId, itemId }: Item, reviewer: ReviewerEmail): SubmissionKey {
  return { runId, itemId, reviewer };
}

/** The key as assessments carry it. */
export function keyTextOf(item: Item, reviewer: ReviewerEmail): string {
  return submissionKeyText(keyOf(item, reviewer));
}

/** The element at `index`, which the test knows to be there. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new Error(`There is nothing at ${index} of ${list.length}.`);
  return found;
}

/** Every job that waits, done as the runner does it; the kinds and keys that ran. */
export async function runJobs({ work, review }: World, ...kinds: readonly string[]) {
  const ran: RunningJob[] = [];
  const others = Object.fromEntries(kinds.map((kind) => [kind, async () => {}]));
  const handlers = Object.entries({ ...reviewJobs(review), ...others }).map(
    ([kind, act]) =>
      [
        kind,
        async (job: RunningJob) => {
          ran.push(job);
          await act(job);
        },
      ] as const,
  );
  await work.runner.start(Object.fromEntries(handlers));
  await new Promise((resolve) => setTimeout(resolve, 30));
  await work.runner.stop();
  return ran.map(({ kind, key }) => `${kind} ${key}`);
}

/** The items' states in the tracking store, in order. */
export async function trackedStates({ tracking }: World, runId: RunId) {
  const states = [];
  for await (const { state } of tracking.items.listItems(runId)) states.push(state);
  return states;
}

/** The items' states in the work store, in order. */
export async function workStates({ review }: World, runId: RunId) {
  return (await review.listItems(runId)).map(({ state }) => state);
}
