import type { Answer } from "../answer.js";
import { checkAnswers } from "../answer-codec.js";
import { LabelingError } from "../errors.js";
import type { LabelingSession } from "../labeling-session.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import { acceptedAfter, isWithdrawn, type Submission, type SubmissionKey } from "../submission.js";
import { checkClick, refused, type AllowedClick } from "./check-click.js";
import { redeal } from "./deal.js";
import { enqueueAll } from "./enqueue-all.js";
import { itemStateJob } from "./item-state.js";
import { viewItem } from "./item-view.js";
import { hasEnough } from "./needs.js";
import type { ReviewParts } from "./parts.js";
import { publishJob } from "./publish-job.js";
import type { UndoOutcome } from "./review.js";

/** Which click, and what follows it in the same commit. */
export interface UndoOptions {
  readonly gesture: string;
  readonly jobs?: readonly NewJob[];
}

type TimedUndo = UndoOptions & { readonly acceptedAtMs: number };

/** Takes the last answers back: what was there before them is there again, as a revision of its own. */
export function undo(
  parts: ReviewParts,
  { runId, itemId, reviewer }: SubmissionKey,
  options: UndoOptions,
): Promise<UndoOutcome> {
  const key = { runId, itemId, reviewer };
  return parts.work.transaction(async (tx) => {
    const click = await checkClick(tx, key);
    if (click.kind === "refused") return click;
    const history = await tx.submissions.history(key);
    const last = history.at(-1);
    if (last === undefined) return refused("not-offered");
    if (isWithdrawn(last)) return { kind: "repeated", submission: last };
    const before = stateBefore(history, last);
    const acceptedAtMs = acceptedAfter(last, parts.clock.nowMs());
    return before === undefined
      ? withdraw(tx, parts, key, click, { ...options, acceptedAtMs })
      : restore(tx, key, click, { ...options, acceptedAtMs }, before);
  });
}

/**
 * The revision whose answers stood before those that stand now; `undefined` when none did. An undo points at the revision
 * that it brought back, so that undoing again steps back from there.
 */
export function stateBefore(
  history: readonly Submission[],
  last: Submission,
): Submission | undefined {
  const standing = last.restores ?? last.revision;
  const before = history.find(({ revision }) => revision === standing - 1);
  if (before === undefined || isWithdrawn(before)) return undefined;
  return history.find(({ revision }) => revision === (before.restores ?? before.revision));
}

async function restore(
  tx: WorkTransaction,
  key: SubmissionKey,
  { session, item }: AllowedClick,
  { gesture, jobs = [], acceptedAtMs }: TimedUndo,
  { answers, revision, offeredAtMs }: Submission,
): Promise<UndoOutcome> {
  refuseUnfit(session, answers);
  const given = { answers, restores: revision, gesture, acceptedAtMs, offeredAtMs };
  const outcome = await tx.submissions.accept({ ...key, source: item.source, ...given });
  if (outcome.kind === "repeated") return outcome;
  await enqueueAll(tx, [publishJob(key), ...jobs]);
  return { kind: "restored", submission: outcome.submission };
}

/** The item is the reviewer's again, and pending if it has not enough answers without this one. */
async function withdraw(
  tx: WorkTransaction,
  { clock, leaseMs }: ReviewParts,
  key: SubmissionKey,
  { item, assignment }: AllowedClick,
  { gesture, jobs = [], acceptedAtMs }: TimedUndo,
): Promise<UndoOutcome> {
  const offeredAtMs = assignment?.offeredAtMs ?? acceptedAtMs;
  const given = { source: item.source, answers: [], gesture, acceptedAtMs, offeredAtMs };
  const outcome = await tx.submissions.accept({ ...key, ...given });
  if (outcome.kind === "repeated") return outcome;
  await tx.assignments.reopen(key, clock.nowMs() + leaseMs);
  const view = await viewItem(tx, key);
  if (view?.item.state === "complete" && !hasEnough(view.rule, view.item, view.settled)) {
    await tx.assignments.setItemState(key.runId, key.itemId, "pending");
    await tx.jobs.enqueue(itemStateJob(key));
  }
  await redeal(tx, key.runId);
  await enqueueAll(tx, [publishJob(key), ...jobs]);
  return { kind: "withdrawn", submission: outcome.submission };
}

/** The questions may have changed since: answers that do not fit them any more cannot be published. */
function refuseUnfit({ labelSchemas }: LabelingSession, answers: readonly Answer[]): void {
  const { problems } = checkAnswers(labelSchemas, answers);
  if (problems.length === 0) return;
  const why = problems.map(({ message }) => message).join(" ");
  throw new LabelingError(
    "CONFLICT",
    `The answers before the last edit do not fit the session's questions any more: ${why} Edit the answers instead.`,
  );
}
