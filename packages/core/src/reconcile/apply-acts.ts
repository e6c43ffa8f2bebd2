import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { ReviewParts } from "../review/parts.js";
import { applyAnswers, tidy } from "./apply-answers.js";
import { republishDecision, takeDecision } from "./apply-decisions.js";
import { applyState } from "./apply-states.js";
import type { ReconcileAct } from "./reconcile-plan.js";
import type { Difference, ReconcileReport } from "./reconcile-report.js";

/** What acts came to. */
export type Applied = Pick<ReconcileReport, "answers" | "states" | "decisions" | "differences">;

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V[] : T[K] };

/** Does one act after the other, each in a transaction of its own: what changed meanwhile is left to the next time. */
export async function applyActs(
  parts: ReviewParts,
  session: LabelingSession,
  acts: readonly ReconcileAct[],
  options?: CallOptions,
): Promise<Applied> {
  const applied: Writable<Applied> = { answers: [], states: [], decisions: [], differences: [] };
  for (const act of acts) {
    options?.signal?.throwIfAborted();
    await applyAct(parts, session, act, applied, options);
  }
  return applied;
}

async function applyAct(
  parts: ReviewParts,
  session: LabelingSession,
  act: ReconcileAct,
  applied: Writable<Applied>,
  options?: CallOptions,
): Promise<void> {
  switch (act.kind) {
    case "take-answers": {
      const taken = await applyAnswers(parts, act, options);
      if (taken === undefined) applied.differences.push(changed(act.key));
      else applied.answers.push(taken);
      return;
    }
    case "tidy": {
      if (!(await tidy(parts, act, options))) applied.differences.push(changed(act.key));
      return;
    }
    case "take-decision": {
      const taken = await takeDecision(parts, act.decision);
      if (taken === undefined) applied.differences.push(changed(act.decision));
      else applied.decisions.push(taken);
      return;
    }
    case "republish-decision": {
      const isDone = await republishDecision(parts, act.decision);
      if (!isDone) applied.differences.push(changed(act.decision));
      return;
    }
    case "exclude":
    case "reopen":
    case "write-state":
    case "note-state":
    case "trace-gone": {
      const outcome = await applyState(parts, session, act);
      if (outcome === "moved") applied.differences.push(changed(act.item));
      else if (typeof outcome === "object") applied.states.push(outcome);
      return;
    }
  }
}

function changed({ itemId, reviewer }: Pick<Difference, "itemId" | "reviewer">): Difference {
  return {
    kind: "changed-meanwhile",
    itemId,
    ...(reviewer === undefined ? {} : { reviewer }),
  };
}
