import type { AnswerProblem } from "../answer.js";
import { checkAnswers } from "../answer-codec.js";
import type { Item } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import { submissionKeyText, type SubmissionKey } from "../submission.js";
import { checkClick, refused } from "./check-click.js";
import type { ReviewParts } from "./parts.js";
import { PUBLISH_JOB, type SubmitOutcome, type SubmitRequest } from "./review.js";

/** First answers: what was submitted already stays as it is. */
export async function submit(parts: ReviewParts, request: SubmitRequest): Promise<SubmitOutcome> {
  return parts.work.transaction(async (tx) => {
    // Before any refusal: the retry of a click that was accepted must hear that it was.
    const submission = await tx.submissions.find(request);
    if (submission !== undefined) return { kind: "repeated", submission };
    const click = await checkClick(tx, request);
    if (click.kind === "refused") return click;
    if (click.assignment === undefined) return refused("not-offered");
    return accept(tx, parts, request, click);
  });
}

/** Later answers to what was submitted. */
export async function revise(parts: ReviewParts, request: SubmitRequest): Promise<SubmitOutcome> {
  return parts.work.transaction(async (tx) => {
    const click = await checkClick(tx, request);
    if (click.kind === "refused") return click;
    const submission = await tx.submissions.find(request);
    if (submission === undefined) return refused("not-offered");
    return accept(tx, parts, request, click);
  });
}

/** Settles the assignment and enqueues the jobs in the same commit. */
async function accept(
  tx: WorkTransaction,
  { clock }: ReviewParts,
  request: SubmitRequest,
  { session, item }: { readonly session: LabelingSession; readonly item: Item },
): Promise<SubmitOutcome> {
  const { answers, problems } = checkAnswers(session.labelSchemas, request.answers);
  if (problems.length > 0) return { kind: "invalid", problems };
  if (answers.length === 0) return { kind: "invalid", problems: [nothingAnswered(session)] };
  const { runId, itemId, reviewer, gesture } = request;
  const key = { runId, itemId, reviewer };
  const outcome = await tx.submissions.accept({
    ...key,
    source: item.source,
    answers,
    gesture,
    acceptedAtMs: clock.nowMs(),
  });
  if (outcome.kind === "repeated") return outcome;
  await tx.assignments.settle(key);
  for (const job of [publishJob(key), ...(request.jobs ?? [])]) {
    // oxlint-disable-next-line no-await-in-loop
    await tx.jobs.enqueue(job);
  }
  return outcome;
}

/** The job that brings a submission into the tracking store. */
export function publishJob({ runId, itemId, reviewer }: SubmissionKey): NewJob {
  const key = { runId, itemId, reviewer };
  return { kind: PUBLISH_JOB, key: submissionKeyText(key), payload: key };
}

function nothingAnswered({ labelSchemas }: LabelingSession): AnswerProblem {
  const name = labelSchemas[0]?.name ?? "";
  return { name, code: "EMPTY", message: "Answer at least one question." };
}
