import type { Adjudication } from "../adjudication/adjudication.js";
import { decidesOn } from "../adjudication/decided-on.js";
import type { AnswerValue } from "../answer.js";
import { groupBy } from "../group-by.js";
import type { ItemId, ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { isWithdrawn, type Submission } from "../submission.js";
import { ruleFor } from "./default-rule.js";
import { disagree } from "./disagree.js";

/** One reviewer's side of a disagreement. */
export interface DisagreeingAnswer {
  readonly reviewer: ReviewerEmail;
  readonly revision: number;
  readonly value: AnswerValue;
  readonly comment?: string;
}

/** A question whose answers disagree. */
export interface DisputedQuestion {
  readonly name: string;
  /** In the order in which they were first given. */
  readonly answers: readonly DisagreeingAnswer[];
}

/** An item whose reviewers disagree. */
export interface Disagreement {
  readonly item: WorkItem;
  readonly questions: readonly DisputedQuestion[];
}

/**
 * The items in dispute, in the order given: those that are not excluded, with a question whose answers disagree by its rule,
 * unless a decision was made on exactly the present answers. A later edit, and an answer more or less, open the dispute
 * again. Who left a question unanswered has no side in it.
 */
export function findDisagreements(
  session: Pick<LabelingSession, "labelSchemas" | "disagreementRules">,
  items: readonly WorkItem[],
  submissions: readonly Submission[],
  adjudications: readonly Adjudication[],
): readonly Disagreement[] {
  const given = groupBy(
    submissions.filter((submission) => !isWithdrawn(submission)),
    ({ itemId }) => itemId,
  );
  const decisions = new Map<ItemId, Adjudication>(
    adjudications.map((adjudication) => [adjudication.itemId, adjudication]),
  );
  return items.flatMap((item) => {
    if (item.state === "excluded") return [];
    const answers = (given.get(item.itemId) ?? []).toSorted(inOrder);
    if (decidesOn(decisions.get(item.itemId), answers)) return [];
    const questions = session.labelSchemas.flatMap((schema) => disputed(session, schema, answers));
    return questions.length === 0 ? [] : [{ item, questions }];
  });
}

function disputed(
  session: Pick<LabelingSession, "disagreementRules">,
  schema: LabelSchema,
  submissions: readonly Submission[],
): readonly DisputedQuestion[] {
  const { name } = schema;
  const answers = submissions.flatMap(({ reviewer, revision, answers: all }) =>
    all
      .filter((answer) => answer.name === name)
      .map(({ value, comment }) => ({
        reviewer,
        revision,
        value,
        ...(comment === undefined ? {} : { comment }),
      })),
  );
  const values = answers.map(({ value }) => value);
  return disagree(ruleFor(session, schema), schema, values) ? [{ name, answers }] : [];
}

function inOrder(one: Submission, other: Submission): number {
  return (
    one.firstAcceptedAtMs - other.firstAcceptedAtMs || (one.reviewer < other.reviewer ? -1 : 1)
  );
}
