import type { LabelingSession } from "../labeling-session.js";
import type { NewJob } from "../ports/work-store.js";
import { RECONCILE_JOB } from "../review/review.js";
import { takesIn } from "./reconcile-plan.js";

/** The job that reconciles a session the next time; none for a session that takes nothing in. */
export function nextReconcileJob(session: LabelingSession, runAtMs: number): readonly NewJob[] {
  const { runId } = session;
  return takesIn(session) ? [{ kind: RECONCILE_JOB, key: runId, payload: { runId }, runAtMs }] : [];
}
