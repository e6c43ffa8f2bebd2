import type { NewAdjudication } from "../adjudication/adjudication.js";
import { groupBy } from "../group-by.js";
import type { TraceId } from "../ids.js";
import { traceIdsOf, type WorkItem } from "../item.js";
import { planAnswers } from "./plan-answers.js";
import { planDecision } from "./plan-decisions.js";
import { planState, seen } from "./plan-states.js";
import {
  byItemId,
  type PartialPlan,
  type ReconcileInput,
  type ReconcilePlan,
} from "./reconcile-plan.js";
import { countStrays } from "./stray-answers.js";

/** What is to be done so that the work store knows what people did in the tracking store. Pure. */
export function planReconcile(input: ReconcileInput): ReconcilePlan {
  const { session, items, traces, submissions } = input;
  const tracked = byItemId(input.tracked);
  const decisions = byItemId(input.adjudications);
  const byItem = groupBy(submissions, ({ itemId }) => itemId);
  const parts = items.flatMap((item): readonly PartialPlan[] => {
    const traceId = traceIdsOf(item.source).at(-1);
    if (traceId === undefined) return [];
    const own = byItem.get(item.itemId) ?? [];
    const trace = traces.get(traceId);
    if (trace === undefined) return [withoutTrace(input, item, traceId)];
    const { assessments } = trace;
    const here = decisions.get(item.itemId);
    const there = tracked.get(item.itemId);
    const decided = planDecision({ session, item, decision: here, assessments });
    const decision = here ?? takenDecision(decided);
    const state = there === undefined ? notInQueue(item) : planState(input, item, there);
    const of = { input, traceId, assessments, submissions: own, decision };
    if (isTakenBack(item, state)) {
      const included = { ...item, state: "pending" } as const;
      return [decided, state, ...planAnswers({ ...of, item: included })];
    }
    // Answers before states: who is asked again is who answered last.
    return [decided, ...planAnswers({ ...of, item }), state];
  });
  return {
    acts: parts.flatMap(({ acts = [] }) => acts),
    unattributed: countStrays(
      session,
      [...traces.values()].map(({ assessments }) => assessments),
      submissions,
    ),
    noAnswers: parts.flatMap(({ noAnswers = [] }) => noAnswers),
    unpublished: unpublishedOf(input),
    differences: parts.flatMap(({ differences = [] }) => differences),
  };
}

/** What was excluded takes answers again from then on. */
function isTakenBack({ state }: WorkItem, { acts = [] }: PartialPlan): boolean {
  return state === "excluded" && acts.some(({ kind }) => kind === "reopen");
}

function takenDecision({ acts = [] }: PartialPlan): NewAdjudication | undefined {
  return acts.find((act) => act.kind === "take-decision")?.decision;
}

/** An item whose trace is gone is taken out, whatever its state; one whose trace was not read is left alone. */
function withoutTrace(
  { goneTraces, session }: ReconcileInput,
  item: WorkItem,
  traceId: TraceId,
): PartialPlan {
  if (item.state === "excluded" || !goneTraces.has(traceId)) return {};
  const isClosed = session.state === "closed";
  return isClosed
    ? { differences: [{ kind: "session-closed", itemId: item.itemId }] }
    : { acts: [{ kind: "trace-gone", item: seen(item) }] };
}

function notInQueue({ itemId, state }: WorkItem): PartialPlan {
  return state === "excluded" ? {} : { differences: [{ kind: "not-in-queue", itemId }] };
}

function unpublishedOf({ submissions }: ReconcileInput): ReconcilePlan["unpublished"] {
  return submissions
    .filter(({ revision, publishedRevision }) => publishedRevision < revision)
    .map(({ runId, itemId, reviewer }) => ({ runId, itemId, reviewer }));
}
