import type { Submission } from "../submission.js";
import type { DecidedOn } from "./adjudication.js";

/** The answers as a decision names them. */
export function revisionsOf(
  submissions: readonly Pick<Submission, "reviewer" | "revision">[],
): readonly DecidedOn[] {
  return submissions.map(({ reviewer, revision }) => ({ reviewer, revision }));
}

/** Whether two decisions, or a decision and the present answers, are about the same answers, in whatever order. */
export function sameAnswers(one: readonly DecidedOn[], other: readonly DecidedOn[]): boolean {
  const [left, right] = [setOf(one), setOf(other)];
  return left.size === right.size && [...left].every((entry) => right.has(entry));
}

/** Whether a decision was made on exactly these answers. */
export function decidesOn(
  adjudication: { readonly decidedOn: readonly DecidedOn[] } | undefined,
  submissions: readonly Pick<Submission, "reviewer" | "revision">[],
): boolean {
  return (
    adjudication !== undefined && sameAnswers(adjudication.decidedOn, revisionsOf(submissions))
  );
}

function setOf(answers: readonly DecidedOn[]): ReadonlySet<string> {
  return new Set(answers.map(({ reviewer, revision }) => `${reviewer}/${revision}`));
}
