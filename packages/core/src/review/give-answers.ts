import type { AnswerProblem } from "../answer.js";
import { checkAnswers } from "../answer-codec.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { acceptedAfter, isWithdrawn, type Submission } from "../submission.js";
import { checkClick, refused, type AllowedClick } from "./check-click.js";
import { redeal } from "./deal.js";
import { enqueueAll } from "./enqueue-all.js";
import { isAskedAgain } from "./item-view.js";
import type { ReviewParts } from "./parts.js";
import { publishJob } from "./publish-job.js";
import type { SubmitOutcome, SubmitRequest } from "./review.js";

/** First answers, also after the ones before were taken back: what is submitted already stays as it is, unless it is asked for once more. */
export async function submit(parts: ReviewParts, request: SubmitRequest): Promise<SubmitOutcome> {
  return parts.work.transaction(async (tx) => {
    // Before any refusal: the retry of a click that was accepted must hear that it was.
    const submission = await tx.submissions.find(request);
    const isGiven = submission !== undefined && !isWithdrawn(submission);
    if (isGiven && !(await isAskedAgain(tx, request))) return { kind: "repeated", submission };
    const click = await checkClick(tx, request);
    if (click.kind === "refused") return click;
    if (click.assignment === undefined) return refused("not-offered");
    return accept(tx, parts, request, click, submission);
  });
}

/** Later answers to what was submitted, also to what was taken back since: whoever typed them meant to give them. */
export async function revise(parts: ReviewParts, request: SubmitRequest): Promise<SubmitOutcome> {
  return parts.work.transaction(async (tx) => {
    const click = await checkClick(tx, request);
    if (click.kind === "refused") return click;
    const submission = await tx.submissions.find(request);
    if (submission === undefined) return refused("not-offered");
    return accept(tx, parts, request, click, submission);
  });
}

/** Settles the assignment and enqueues the jobs in the same commit. */
async function accept(
  tx: WorkTransaction,
  { clock }: ReviewParts,
  request: SubmitRequest,
  { session, item, assignment }: AllowedClick,
  before: Submission | undefined,
): Promise<SubmitOutcome> {
  const { answers, problems } = checkAnswers(session.labelSchemas, request.answers);
  if (problems.length > 0) return { kind: "invalid", problems };
  if (answers.length === 0) return { kind: "invalid", problems: [nothingAnswered(session)] };
  const { runId, itemId, reviewer, gesture } = request;
  const key = { runId, itemId, reviewer };
  const acceptedAtMs = acceptedAfter(before, clock.nowMs());
  const offeredAtMs = assignment?.offeredAtMs ?? acceptedAtMs;
  const given = { source: item.source, answers, gesture, acceptedAtMs, offeredAtMs };
  const outcome = await tx.submissions.accept({ ...key, ...given });
  if (outcome.kind === "repeated") return outcome;
  await tx.assignments.settle(key);
  // The place was given to somebody else when it was declined.
  if (assignment?.state === "declined") await redeal(tx, runId);
  await enqueueAll(tx, [publishJob(key), ...(request.jobs ?? [])]);
  return outcome;
}

/** The problem of a form that was sent empty. */
export function nothingAnswered({ labelSchemas }: LabelingSession): AnswerProblem {
  const name = labelSchemas[0]?.name ?? "";
  return { name, code: "EMPTY", message: "Answer at least one question." };
}
