import { adjudicationKeyText, type Adjudication } from "../adjudication/adjudication.js";
import { decidesOn, sameAnswers } from "../adjudication/decided-on.js";
import { checkAnswers } from "../answer-codec.js";
import { cleanText } from "../answer/clean-text.js";
import type { Answer } from "../answer.js";
import { sameValue } from "../exact/value-key.js";
import type { LabelingSession } from "../labeling-session.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import { refused } from "./check-click.js";
import { redeal } from "./deal.js";
import { enqueueAll } from "./enqueue-all.js";
import { nothingAnswered } from "./give-answers.js";
import { viewItem, type ItemView } from "./item-view.js";
import type { ReviewParts } from "./parts.js";
import { parseReason } from "./reason.js";
import { ADJUDICATE_JOB, type AdjudicateOutcome, type AdjudicateRequest } from "./review.js";

/** A decision whose words are checked. */
type Decision = Pick<Adjudication, "by" | "answers" | "decidedOn"> & { readonly reason?: string };

/**
 * Decides on an item, durably. Also in a closed session: that is when leads decide.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for a reason that is too long
 */
export async function adjudicate(
  parts: ReviewParts,
  request: AdjudicateRequest,
): Promise<AdjudicateOutcome> {
  const reason = parseReason(request.reason ?? "");
  return parts.work.transaction(async (tx) => {
    const session = await tx.sessions.findSession(request.runId);
    if (session === undefined) return refused("unknown-session");
    if (session.lifecycle === "deleted") return refused("session-closed");
    if (!mayDecide(session, request)) return { kind: "refused", reason: "not-adjudicator" };
    const view = await viewItem(tx, request);
    if (view === undefined) return refused("unknown-item");
    if (view.item.state === "excluded") return refused("item-excluded");
    const { answers, problems } = checkAnswers(session.labelSchemas, request.answers);
    if (problems.length > 0) return { kind: "invalid", problems };
    if (answers.length === 0) return { kind: "invalid", problems: [nothingAnswered(session)] };
    const { by, decidedOn } = request;
    const decision = { by, answers, decidedOn, ...(reason === undefined ? {} : { reason }) };
    const present = await tx.adjudications.find(request.runId, request.itemId);
    // Before `outdated`: the retry of a click that was accepted must hear that it was.
    if (present !== undefined && isSameDecision(present, decision))
      return { kind: "repeated", adjudication: present };
    if (!decidesOn(request, view.given)) return { kind: "outdated" };
    return decide(tx, parts, request, view, decision);
  });
}

async function decide(
  tx: WorkTransaction,
  { clock }: ReviewParts,
  { gesture, jobs = [] }: AdjudicateRequest,
  { item }: ItemView,
  decision: Decision,
): Promise<AdjudicateOutcome> {
  const { runId, itemId, source } = item;
  const place = { runId, itemId, source };
  const decidedAtMs = clock.nowMs();
  const outcome = await tx.adjudications.decide({ ...place, ...decision, decidedAtMs, gesture });
  if (outcome.kind === "repeated") return outcome;
  if (item.extraLabels > 0) {
    // More answers were wanted to settle what is settled now.
    await tx.assignments.setExtraLabels(runId, itemId, 0);
    await redeal(tx, runId);
  }
  await enqueueAll(tx, [adjudicateJob(item), ...jobs]);
  return outcome;
}

/** The job that brings a decision into the tracking store. */
export function adjudicateJob({ runId, itemId }: Pick<Adjudication, "runId" | "itemId">): NewJob {
  const key = { runId, itemId };
  return { kind: ADJUDICATE_JOB, key: adjudicationKeyText(key), payload: key };
}

function mayDecide(
  { adjudicator, createdBy }: LabelingSession,
  { by }: Pick<AdjudicateRequest, "by">,
): boolean {
  return by === createdBy || by === adjudicator;
}

function isSameDecision(present: Adjudication, decision: Decision): boolean {
  return (
    present.by === decision.by &&
    present.reason === decision.reason &&
    sameAnswers(present.decidedOn, decision.decidedOn) &&
    present.answers.length === decision.answers.length &&
    decision.answers.every((answer) => present.answers.some((other) => isSame(answer, other)))
  );
}

function isSame(one: Answer, other: Answer): boolean {
  return (
    one.name === other.name &&
    sameValue(one.value, other.value) &&
    cleanText(one.comment ?? "") === cleanText(other.comment ?? "")
  );
}
