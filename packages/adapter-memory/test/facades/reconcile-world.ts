import {
  ADJUDICATE_JOB,
  createReview,
  ITEM_STATE_JOB,
  PUBLISH_JOB,
  RECONCILE_JOB,
  reviewJobs,
  type Answer,
  type Assessment,
  type Item,
  type ItemStateChange,
  type JobHandlers,
  type Json,
  type LabelingSession,
  type LabelSchema,
  type NewJob,
  type Review,
  type ReviewerEmail,
  type TraceId,
  type WorkStore,
} from "@labeldesk/core";
import { createMemoryWorkStore } from "../../src/index.js";
import { ana, at, ben, createWorld, dana, type SessionWishes, type World } from "./world.js";

/** A world whose jobs run when a test says so, and on whose tracking store people act as in MLflow's Review tab. */
export function createTwoWayWorld(options: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld(options);
  const { clock, memory, labeling, experimentId } = world;
  let jobs = manualJobs(createMemoryWorkStore({ clock }));
  let review = reviewOn(world, jobs.work);

  async function open(
    labelSchemas: readonly (string | LabelSchema)[],
    traceIds: readonly TraceId[],
    { users = [ana, ben], ...more }: SessionWishes = {},
  ): Promise<{ readonly session: LabelingSession; readonly items: readonly Item[] }> {
    clock.advance(1);
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

  /** Gives answers as a click on a card does; nothing is published before the jobs run. */
  async function give(item: Item, reviewer: ReviewerEmail, answers: readonly Answer[]) {
    const key = { runId: item.runId, itemId: item.itemId, reviewer };
    await jobs.work.transaction(async ({ assignments }) => {
      if ((await assignments.findAssignment(key)) === undefined) await assignments.decline(key);
    });
    clock.advance(1);
    const known = await review.findSubmission(key);
    const gesture = `click ${clock.nowMs()}`;
    return known === undefined || known.answers.length === 0
      ? review.submit({ ...key, answers, gesture })
      : review.revise({ ...key, answers, gesture });
  }

  const reconcile = (session: LabelingSession) => review.reconcile(session.runId);

  /** Everything that waits is done, then the stores are reconciled, and what follows from that is done. */
  async function settle(session: LabelingSession) {
    await jobs.drain(reviewJobs(review));
    clock.advance(1);
    const report = await reconcile(session);
    await jobs.drain(reviewJobs(review));
    return report;
  }

  return {
    ...world,
    get review(): Review {
      return review;
    },
    get work(): WorkStore {
      return jobs.work;
    },
    get pending(): readonly NewJob[] {
      return jobs.pending();
    },
    open,
    give,
    reconcile,
    settle,
    /** Takes the next run of reconciliation away, as if it had begun. */
    beginRun: () => jobs.take(RECONCILE_JOB),
    runJobs: () => jobs.drain(reviewJobs(review)),
    /** Runs one job of those that wait, if there is one. */
    runOneJob: (index: number) => jobs.runOne(reviewJobs(review), index),
    tab: (reviewer: string) => reviewTab(world, reviewer),
    /** The work store is lost, jobs and all. */
    loseWork: () => {
      jobs = manualJobs(createMemoryWorkStore({ clock }));
      review = reviewOn(world, jobs.work);
    },
    /** All assessments of a trace. */
    on: (traceId: TraceId) => memory.tracking.assessments.listAssessments(traceId),
  };
}

export type TwoWayWorld = ReturnType<typeof createTwoWayWorld>;

function reviewOn({ tracking, clock }: World, work: WorkStore): Review {
  return createReview({ tracking, work, clock, leaseMs: 1_000, postponeMs: 5_000 });
}

/** What a person does in MLflow's Review tab: answers without run and metadata, and the shared state of an item. */
function reviewTab({ clock, memory }: World, reviewer: string) {
  const source = { kind: "human", id: reviewer } as const;

  /** The newest valid answer of this person, whichever session it was given in: the one that the tab shows. */
  async function shown(traceId: TraceId, { name, type }: LabelSchema) {
    const all = await memory.tracking.assessments.listAssessments(traceId);
    return all
      .filter((one) => one.valid && one.name === name && one.type === type)
      .filter((one) => one.source.kind === "human")
      .filter((one) => one.source.id.trim().toLowerCase() === reviewer.toLowerCase())
      .toSorted((one, other) => one.updatedAtMs - other.updatedAtMs)
      .at(-1);
  }

  async function answer(
    traceId: TraceId,
    schema: LabelSchema,
    value: Json,
    rationale?: string,
  ): Promise<Assessment> {
    const { name, type } = schema;
    const before = await shown(traceId, schema);
    clock.advance(1);
    const overrides = type === "feedback" ? before?.assessmentId : undefined;
    return memory.addAssessment({
      traceId,
      name,
      type,
      value,
      source,
      ...(rationale === undefined ? {} : { rationale }),
      ...(overrides === undefined ? {} : { overrides }),
    });
  }

  const remove = async (traceId: TraceId, schema: LabelSchema) => {
    const before = await shown(traceId, schema);
    clock.advance(1);
    if (before) await memory.tracking.assessments.deleteAssessment(traceId, before.assessmentId);
    return before;
  };

  const mark = async ({ runId, itemId }: Item, change: ItemStateChange) => {
    clock.advance(1);
    await memory.tracking.items.setItemState(runId, itemId, change);
  };
  return { shown, answer, remove, mark };
}

/** The jobs that have to do with labels: others are of no concern here. */
const OF_LABELS: readonly string[] = [PUBLISH_JOB, ITEM_STATE_JOB, ADJUDICATE_JOB];

/** Jobs that wait until a test runs them; the runs of reconciliation itself are left to the test. */
function manualJobs(work: WorkStore) {
  const waiting: NewJob[] = [];
  const isWaiting = (jobs: readonly NewJob[], { kind, key }: NewJob) =>
    jobs.some((job) => job.kind === kind && job.key === key);
  const manual: WorkStore = {
    ...work,
    transaction: async (fn) => {
      const staged: NewJob[] = [];
      const result = await work.transaction((tx) =>
        fn({
          ...tx,
          jobs: {
            enqueue: async (job) => {
              if (isWaiting([...waiting, ...staged], job)) return "waiting";
              staged.push(job);
              return "enqueued";
            },
          },
        }),
      );
      waiting.push(...staged);
      return result;
    },
  };
  const runOne = async (handlers: JobHandlers, index: number): Promise<boolean> => {
    const due = waiting.filter(({ kind }) => OF_LABELS.includes(kind));
    if (due.length === 0) return false;
    const job = at(due, index % due.length);
    waiting.splice(waiting.indexOf(job), 1);
    await handlers[job.kind]?.({ ...job, attempt: 1 });
    return true;
  };
  return {
    work: manual,
    pending: () => waiting.filter(({ kind }) => [...OF_LABELS, RECONCILE_JOB].includes(kind)),
    runOne,
    take: (kind: string) => {
      const place = waiting.findIndex((job) => job.kind === kind);
      return place < 0 ? undefined : waiting.splice(place, 1)[0];
    },
    drain: async (handlers: JobHandlers) => {
      let isMore = true;
      // oxlint-disable-next-line no-await-in-loop -- one job may enqueue the next
      while (isMore) isMore = await runOne(handlers, 0);
    },
  };
}
