import type { Adjudication } from "../adjudication/adjudication.js";
import type { Answer } from "../answer.js";
import type { Assessment } from "../assessment.js";
import { groupBy } from "../group-by.js";
import type { ReviewerEmail, TraceId } from "../ids.js";
import type { WorkItem } from "../item.js";
import { belongsToSession, originOf, reviewerOf } from "../membership.js";
import {
  REVISION_METADATA,
  SUBMISSION_METADATA,
  submissionKeyText,
  type Submission,
  type SubmissionKey,
} from "../submission.js";
import {
  isSameAnswer,
  readQuestion,
  type AnswerThere,
  type QuestionThere,
} from "./read-question.js";
import {
  takesIn,
  type Base,
  type PartialPlan,
  type ReconcileInput,
  type TakeAnswers,
} from "./reconcile-plan.js";
import type { Difference, TakenHow } from "./reconcile-report.js";

/** Everybody's answers to one item, here and on its trace. */
export interface ItemAnswersInput {
  readonly input: Pick<ReconcileInput, "session" | "isLost">;
  readonly item: WorkItem;
  readonly traceId: TraceId;
  /** All of the trace's. */
  readonly assessments: readonly Assessment[];
  readonly submissions: readonly Submission[];
  readonly decision: Pick<Adjudication, "decidedOn"> | undefined;
}

/** One reviewer's part of that. */
interface OwnAnswers extends ItemAnswersInput {
  readonly key: SubmissionKey;
  readonly submission: Submission | undefined;
  readonly questions: readonly QuestionThere[];
}

/** What the newest valid answers on a trace change here, reviewer by reviewer. */
export function planAnswers(given: ItemAnswersInput): readonly PartialPlan[] {
  const { item, submissions, input } = given;
  const candidates = given.assessments.filter((one) => isCandidate(one, given));
  const byReviewer = groupBy(candidates, reviewerOf);
  const reviewers = new Set([...submissions.map(({ reviewer }) => reviewer), ...byReviewer.keys()]);
  return [...reviewers].flatMap((reviewer) => {
    if (reviewer === undefined) return [];
    const key = { runId: item.runId, itemId: item.itemId, reviewer };
    const submission = submissions.find((one) => one.reviewer === reviewer);
    const own = (byReviewer.get(reviewer) ?? []).filter((one) => isOwnOrFree(one, key));
    const questions = input.session.labelSchemas.map((schema) => readQuestion(schema, own));
    return [planReviewer({ ...given, key, submission, questions })];
  });
}

/** The answers of the session by people who review it, or did. */
function isCandidate(assessment: Assessment, { input, submissions }: ItemAnswersInput): boolean {
  const { session } = input;
  if (!belongsToSession(assessment, session)) return false;
  const reviewer = reviewerOf(assessment);
  if (reviewer === undefined) return false;
  return (
    session.assignedUsers.includes(reviewer) ||
    assessment.metadata[SUBMISSION_METADATA] !== undefined ||
    submissions.some((submission) => submission.reviewer === reviewer)
  );
}

/** Two items may share a trace, as a trace and the conversation that it ends. */
function isOwnOrFree({ metadata }: Assessment, key: SubmissionKey): boolean {
  const text = metadata[SUBMISSION_METADATA];
  return text === undefined || text === submissionKeyText(key);
}

function planReviewer(own: OwnAnswers): PartialPlan {
  const { submission, questions } = own;
  // What is here is to be written first; writing it leaves a later answer of the reviewer alone.
  if (submission !== undefined && submission.publishedRevision < submission.revision) return {};
  const changes = questions.map((question) => ({ question, ...changeOf(question, own) }));
  const changed = changes.filter(({ kind }) => kind === "take" || kind === "remove");
  const isToPublish = changes.some(({ kind }) => kind === "republish");
  const kept = changes.filter(({ kind, mine }) => kind === "keep" && mine !== undefined);
  const noAnswers = questions.flatMap(({ schema, noAnswers: none }) =>
    none.map(({ assessmentId }) => ({ ...placeOf(own), name: schema.name, assessmentId })),
  );
  const rest = { noAnswers, differences: kept.map(() => difference("no-answer", own)) };
  const isAgain = isToPublish || questions.some(({ there }) => isGivenAgain(there, own));
  if (changed.length === 0 && !isAgain) return { ...rest, acts: tidy(own) };
  const obstacle = obstacleTo(own);
  if (obstacle !== undefined)
    return { ...rest, differences: [...rest.differences, difference(obstacle, own)] };
  const names = changed.map(({ question }) => question.schema.name);
  return { ...rest, acts: [takeAnswers(own, names, isToPublish)] };
}

/** What becomes of the answer here. `keep`: it stands, though it is not there as it is here. */
interface Change {
  readonly mine: Answer | undefined;
  readonly kind: "same" | "take" | "remove" | "republish" | "keep";
}

function changeOf({ schema, there }: QuestionThere, own: OwnAnswers): Change {
  const mine = own.submission?.answers.find(({ name }) => name === schema.name);
  switch (there.kind) {
    case "answer":
      return { mine, kind: isSameAnswer(schema, there.answer, mine) ? "same" : "take" };
    case "no-answer":
      return { mine, kind: mine === undefined ? "same" : "keep" };
    case "nothing":
    case "overridden":
      return { mine, kind: mine === undefined ? "same" : gone(schema, there.kind, own) };
  }
}

/**
 * An answer is gone because somebody took it away, or because another session wrote its own in its place: that does not
 * count here. What somebody gave who reviews no more takes nothing away.
 */
function gone(
  schema: QuestionThere["schema"],
  left: "nothing" | "overridden",
  { assessments, key, input }: OwnAnswers,
): "republish" | "keep" | "remove" {
  const { session } = input;
  if (left === "overridden" && !session.assignedUsers.includes(key.reviewer)) return "keep";
  const isReplaced = assessments.some(
    (one) =>
      one.valid &&
      one.name === schema.name &&
      one.type === schema.type &&
      reviewerOf(one) === key.reviewer &&
      originOf(one, session) === "another" &&
      // One without a run id was this session's as well before the other one wrote over it.
      (left === "overridden" || one.runId === undefined),
  );
  return isReplaced ? "republish" : "remove";
}

/** Whether the reviewer gave the same answers once more elsewhere: an edit that changes nothing, as here. */
function isGivenAgain(there: AnswerThere, { key, submission }: OwnAnswers): boolean {
  return (
    there.kind === "answer" &&
    submission !== undefined &&
    !isOurs(there.assessment, key) &&
    there.assessment.updatedAtMs > submission.acceptedAtMs
  );
}

function tidy(own: OwnAnswers): NonNullable<PartialPlan["acts"]> {
  const duplicates = duplicatesOf(own);
  if (duplicates.length === 0 || obstacleTo(own) !== undefined) return [];
  const { key, traceId } = own;
  return [{ kind: "tidy", key, base: baseOf(own), duplicates, traceId }];
}

function takeAnswers(own: OwnAnswers, names: readonly string[], isToPublish: boolean): TakeAnswers {
  const { key, item, submission, questions, traceId } = own;
  const base = baseOf(own);
  const taken = questions.flatMap(({ schema, there }) =>
    there.kind === "answer" && (names.includes(schema.name) || isGivenAgain(there, own))
      ? [there.assessment]
      : [],
  );
  const newest = taken.toSorted((one, other) => other.updatedAtMs - one.updatedAtMs)[0];
  const what = isToPublish
    ? "replaced"
    : newest === undefined
      ? "removed"
      : `${newest.assessmentId}:${newest.updatedAtMs}`;
  const isRebuilt = submission === undefined && taken.some((one) => isOurs(one, key));
  const revision = isRebuilt ? lastRevision(own, taken) : undefined;
  return {
    kind: "take-answers",
    key,
    base,
    traceId,
    source: item.source,
    answers: answersAfter(own, names),
    names,
    isToPublish,
    how: isRebuilt ? "rebuilt" : howOf(names, newest),
    // The revision is part of it: the same answer may come back after it was gone.
    gesture: `tracking:${what}@${base.revision}`,
    duplicates: duplicatesOf(own),
    ...(newest === undefined ? {} : { givenAtMs: newest.updatedAtMs }),
    ...(revision === undefined ? {} : { revision }),
  };
}

function howOf(names: readonly string[], newest: Assessment | undefined): TakenHow {
  if (names.length > 0 && newest === undefined) return "removed";
  return newest === undefined ? "written-again" : "given";
}

/** In the questions' order; answers to questions that the session does not ask any more stay. */
function answersAfter(
  { submission, questions }: OwnAnswers,
  names: readonly string[],
): readonly Answer[] {
  const here = submission?.answers ?? [];
  const asked = questions.flatMap(({ schema, there }) => {
    const mine = here.filter(({ name }) => name === schema.name);
    if (!names.includes(schema.name)) return mine;
    return there.kind === "answer" ? [there.answer] : [];
  });
  const others = here.filter(({ name }) => !questions.some(({ schema }) => schema.name === name));
  return [...asked, ...others];
}

/** The revision that answers had: an assessment names the one that changed it last, a decision the one that it saw. */
function lastRevision({ key, decision }: OwnAnswers, taken: readonly Assessment[]): number {
  const written = taken.map(({ metadata }) => Number(metadata[REVISION_METADATA]));
  const seen = decision?.decidedOn.find(({ reviewer }) => reviewer === key.reviewer)?.revision;
  return Math.max(1, ...[...written, seen ?? 1].filter(Number.isSafeInteger));
}

/** Ours that are valid beside a newer answer: MLflow lets no expectation take another one's place. */
function duplicatesOf({ questions, key }: OwnAnswers): TakeAnswers["duplicates"] {
  return questions.flatMap(({ older }) =>
    older.filter((one) => isOurs(one, key)).map(({ assessmentId }) => assessmentId),
  );
}

/** Why nothing is taken in. What was given here once, and is lost here, is rebuilt in any state. */
function obstacleTo(own: OwnAnswers): Difference["kind"] | undefined {
  const { input, item, submission } = own;
  if (input.isLost || (submission === undefined && hasOurs(own))) return undefined;
  if (!takesIn(input.session)) return "session-closed";
  return item.state === "excluded" ? "item-excluded" : undefined;
}

function hasOurs({ questions, key }: OwnAnswers): boolean {
  return questions.some(({ there }) => there.kind === "answer" && isOurs(there.assessment, key));
}

function baseOf({ submission }: OwnAnswers): Base {
  const { revision = 0, publishedRevision = 0 } = submission ?? {};
  return { revision, publishedRevision };
}

function isOurs({ metadata }: Assessment, key: SubmissionKey): boolean {
  return metadata[SUBMISSION_METADATA] === submissionKeyText(key);
}

function placeOf({ key: { itemId, reviewer } }: OwnAnswers): {
  readonly itemId: SubmissionKey["itemId"];
  readonly reviewer: ReviewerEmail;
} {
  return { itemId, reviewer };
}

function difference(kind: Difference["kind"], own: OwnAnswers): Difference {
  return { kind, ...placeOf(own) };
}
