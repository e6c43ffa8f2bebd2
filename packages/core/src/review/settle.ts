import type { AssignmentState } from "../assignment.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import { checkClick, refused, type AllowedClick } from "./check-click.js";
import { redeal } from "./deal.js";
import { enqueueAll } from "./enqueue-all.js";
import { givenOf } from "./needs.js";
import type { ReviewParts } from "./parts.js";
import { publishJob } from "./publish-job.js";
import type { SettleOutcome } from "./review.js";

/** Mine, later. What is answered or declined stays so. */
export function postpone(
  parts: ReviewParts,
  key: SubmissionKey,
  jobs: readonly NewJob[] = [],
): Promise<SettleOutcome> {
  const untilMs = parts.clock.nowMs() + parts.postponeMs;
  return settle(parts, key, jobs, ["offered", "postponed"], (tx) =>
    tx.assignments.postpone(key, untilMs),
  );
}

/** Somebody else. What is answered stays so. */
export function decline(
  parts: ReviewParts,
  key: SubmissionKey,
  jobs: readonly NewJob[] = [],
): Promise<SettleOutcome> {
  return settle(parts, key, jobs, ["offered", "postponed", "declined"], async (tx, { item }) => {
    await tx.assignments.decline(key);
    await redeal(tx, key.runId);
    // Extra answers are not waited for when nobody is left to give them; settling the item finds out.
    const [any] =
      item.extraLabels > 0 ? givenOf(await tx.submissions.listByItem(item.runId, item.itemId)) : [];
    if (any !== undefined) await tx.jobs.enqueue(publishJob(any));
  });
}

function settle(
  { work }: ReviewParts,
  key: SubmissionKey,
  jobs: readonly NewJob[],
  from: readonly AssignmentState[],
  change: (tx: WorkTransaction, click: AllowedClick) => Promise<void>,
): Promise<SettleOutcome> {
  return work.transaction(async (tx) => {
    const click = await checkClick(tx, key);
    if (click.kind === "refused") return click;
    const state = click.assignment?.state;
    if (state === undefined || !from.includes(state)) return refused("not-offered");
    await change(tx, click);
    await enqueueAll(tx, jobs);
    return { kind: "done" };
  });
}
