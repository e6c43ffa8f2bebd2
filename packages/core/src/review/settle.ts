import type { AssignmentState } from "../assignment.js";
import { LabelingError } from "../errors.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import { checkClick, refused } from "./check-click.js";
import type { ReviewParts } from "./parts.js";
import { EXCLUDE_JOB, type SettleOutcome } from "./review.js";

const MAX_REASON_LENGTH = 1000;

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
  return settle(parts, key, jobs, ["offered", "postponed", "declined"], (tx) =>
    tx.assignments.decline(key),
  );
}

/**
 * Out for everyone. A second exclusion changes nothing.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for a reason that is blank or too long
 */
export async function exclude(
  parts: ReviewParts,
  key: SubmissionKey,
  reason: string,
  jobs: readonly NewJob[] = [],
): Promise<SettleOutcome> {
  const { runId, itemId, reviewer } = key;
  const payload = { runId, itemId, reviewer, reason: parseReason(reason) };
  const job: NewJob = { kind: EXCLUDE_JOB, key: `${runId}/${itemId}`, payload };
  return parts.work.transaction(async (tx) => {
    const click = await checkClick(tx, key);
    if (click.kind === "refused") {
      return click.reason === "item-excluded" ? { kind: "done" } : click;
    }
    if (click.assignment === undefined) return refused("not-offered");
    await tx.assignments.setItemState(runId, itemId, "excluded");
    await enqueueAll(tx, [job, ...jobs]);
    return { kind: "done" };
  });
}

function settle(
  { work }: ReviewParts,
  key: SubmissionKey,
  jobs: readonly NewJob[],
  from: readonly AssignmentState[],
  change: (tx: WorkTransaction) => Promise<void>,
): Promise<SettleOutcome> {
  return work.transaction(async (tx) => {
    const click = await checkClick(tx, key);
    if (click.kind === "refused") return click;
    const state = click.assignment?.state;
    if (state === undefined || !from.includes(state)) return refused("not-offered");
    await change(tx);
    await enqueueAll(tx, jobs);
    return { kind: "done" };
  });
}

async function enqueueAll(tx: WorkTransaction, jobs: readonly NewJob[]): Promise<void> {
  for (const job of jobs) {
    // oxlint-disable-next-line no-await-in-loop
    await tx.jobs.enqueue(job);
  }
}

function parseReason(text: string): string {
  const reason = text.trim();
  if (reason !== "" && reason.length <= MAX_REASON_LENGTH) return reason;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The reason why an item cannot be reviewed must have 1 to ${MAX_REASON_LENGTH} characters.`,
  );
}
