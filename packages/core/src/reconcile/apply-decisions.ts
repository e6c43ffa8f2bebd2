import type { Adjudication, NewAdjudication } from "../adjudication/adjudication.js";
import { figuresJob } from "../figures/figures-job.js";
import { adjudicateJob } from "../review/adjudicate.js";
import type { ReviewParts } from "../review/parts.js";
import { withDecisionLock } from "../review/publish-adjudication.js";
import type { TakenDecision } from "./reconcile-report.js";

/** Takes a decision in that is not here; `undefined` when there is one by now. */
export function takeDecision(
  parts: ReviewParts,
  decision: NewAdjudication,
): Promise<TakenDecision | undefined> {
  return withDecisionLock(parts, decision, () =>
    parts.work.transaction(async (tx) => {
      const { runId, itemId, by } = decision;
      if ((await tx.adjudications.find(runId, itemId)) !== undefined) return undefined;
      const { adjudication } = await tx.adjudications.decide(decision);
      await tx.jobs.enqueue(figuresJob(parts, runId));
      return { itemId, by, revision: adjudication.revision };
    }),
  );
}

/** Has a decision written again, as a revision of its own; `false` when there is another one by now. */
export function republishDecision({ work }: ReviewParts, seen: Adjudication): Promise<boolean> {
  return withDecisionLock({ work }, seen, () =>
    work.transaction(async (tx) => {
      const present = await tx.adjudications.find(seen.runId, seen.itemId);
      const { revision: before, publishedRevision } = seen;
      if (present?.revision !== before || present.publishedRevision !== publishedRevision)
        return false;
      const { revision: _revision, publishedRevision: _published, ...same } = seen;
      const gesture = `tracking:replaced@${before}`;
      await tx.adjudications.decide({ ...same, gesture });
      await tx.jobs.enqueue(adjudicateJob(seen));
      return true;
    }),
  );
}
