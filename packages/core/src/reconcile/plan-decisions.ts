import { z } from "zod";
import {
  ADJUDICATED_ITEM_METADATA,
  ADJUDICATION_METADATA,
  adjudicationKeyText,
  type Adjudication,
  type NewAdjudication,
} from "../adjudication/adjudication.js";
import type { Answer } from "../answer.js";
import { decodeAnswer } from "../answer-codec.js";
import type { Assessment } from "../assessment.js";
import { cleanText } from "../answer/clean-text.js";
import { sameValue } from "../exact/value-key.js";
import { ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import { isAdjudication, reviewerOf } from "../membership.js";
import { REVISION_METADATA } from "../submission.js";
import type { PartialPlan } from "./reconcile-plan.js";

const DecisionMetadata = z.object({
  reason: z.string().optional(),
  decidedOn: z.array(z.object({ reviewer: ReviewerEmail, revision: z.int().positive() })),
});

/** What {@link planDecision} compares: the decision on one item, here and on its trace. */
export interface DecisionInput {
  readonly session: LabelingSession;
  readonly item: WorkItem;
  readonly decision: Adjudication | undefined;
  /** All of the trace's. */
  readonly assessments: readonly Assessment[];
}

/** A decision that is not here is taken in, one that is not there any more is written again, or reported. */
export function planDecision({ session, item, decision, assessments }: DecisionInput): PartialPlan {
  const there = assessments.filter(
    (one) =>
      isAdjudication(one) &&
      one.runId === session.runId &&
      one.metadata[ADJUDICATED_ITEM_METADATA] === adjudicationKeyText(item),
  );
  if (decision === undefined) {
    const valid = there.filter((one) => one.valid);
    if (valid.length === 0) return {};
    const read = readDecision(session, item, valid);
    return read === undefined
      ? differs(item)
      : { acts: [{ kind: "take-decision", decision: read }] };
  }
  // What is here is to be written first.
  if (decision.publishedRevision < decision.revision) return {};
  return compare(session, decision, there);
}

function compare(
  session: LabelingSession,
  decision: Adjudication,
  there: readonly Assessment[],
): PartialPlan {
  const lacking = decision.answers.filter((answer) => !isThere(session, decision, answer, there));
  if (lacking.length === 0) return {};
  // Whoever decided may review as well: the Review tab takes a decision for the own answer to replace.
  const isReplaced = lacking.every(({ name }) => {
    const own = there.filter((one) => one.name === name && reviewerOf(one) === decision.by);
    return own.length > 0 && own.every(({ valid }) => !valid);
  });
  return isReplaced ? { acts: [{ kind: "republish-decision", decision }] } : differs(decision);
}

function isThere(
  { labelSchemas }: LabelingSession,
  { by }: Adjudication,
  { name, value }: Answer,
  there: readonly Assessment[],
): boolean {
  const schema = labelSchemas.find((one) => one.name === name);
  // A question that is asked no more is not looked for.
  if (schema === undefined) return true;
  return there.some((one) => {
    if (!one.valid || one.name !== name || reviewerOf(one) !== by) return false;
    const read = decodeAnswer(schema, one.value);
    return read !== undefined && sameValue(read, value);
  });
}

/** The newest revision on the trace; `undefined` when what it decided on cannot be read. */
function readDecision(
  session: LabelingSession,
  { runId, itemId, source }: WorkItem,
  valid: readonly Assessment[],
): NewAdjudication | undefined {
  const [newest] = valid.toSorted(
    (one, other) => revisionOf(other) - revisionOf(one) || other.updatedAtMs - one.updatedAtMs,
  );
  if (newest === undefined) return undefined;
  const by = reviewerOf(newest);
  const metadata = DecisionMetadata.safeParse(parsed(newest.metadata[ADJUDICATION_METADATA]));
  // One that did not change keeps an older number than the others of the same decision.
  const answers = valid
    .filter((one) => reviewerOf(one) === by)
    .flatMap((one) => answerOf(session, one));
  if (by === undefined || !metadata.success || answers.length === 0) return undefined;
  const { reason, decidedOn } = metadata.data;
  const decidedAtMs = newest.updatedAtMs;
  return {
    runId,
    itemId,
    source,
    by,
    answers,
    decidedOn,
    decidedAtMs,
    fromTracking: { revision: revisionOf(newest) },
    gesture: `tracking:${newest.assessmentId}:${decidedAtMs}`,
    ...(reason === undefined ? {} : { reason }),
  };
}

function answerOf({ labelSchemas }: LabelingSession, assessment: Assessment): readonly Answer[] {
  const { name, type, value, rationale } = assessment;
  const schema = labelSchemas.find((one) => one.name === name && one.type === type);
  const read = schema && decodeAnswer(schema, value);
  if (read === undefined) return [];
  const comment = cleanText(rationale ?? "");
  return [{ name, value: read, ...(comment === "" ? {} : { comment }) }];
}

function revisionOf({ metadata }: Assessment): number {
  const revision = Number(metadata[REVISION_METADATA]);
  return Number.isSafeInteger(revision) && revision > 0 ? revision : 1;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function differs({ itemId }: Pick<WorkItem, "itemId">): PartialPlan {
  return { differences: [{ kind: "decision", itemId }] };
}
