import type { WantedFields, WantedRule } from "../dealing/wanted-labels.js";
import { isWithdrawn, type Submission } from "../submission.js";

type Given = readonly Pick<Submission, "reviewer">[];

/** The submissions that count: those that were not taken back. */
export function givenOf(submissions: readonly Submission[]): readonly Submission[] {
  return submissions.filter((submission) => !isWithdrawn(submission));
}

/** How many answers an item lacks. Where everyone answers: how many of those who are here have not. */
export function lackingAnswers(rule: WantedRule, item: WantedFields, given: Given): number {
  if (Number.isFinite(rule.places(item))) return Math.max(0, rule.wanted(item) - given.length);
  const answered = new Set(given.map(({ reviewer }) => reviewer));
  return [...rule.present].filter((reviewer) => !answered.has(reviewer)).length;
}

/** Whether an item has as many answers as are wanted. Never while nobody is here to want them from. */
export function hasEnough(rule: WantedRule, item: WantedFields, given: Given): boolean {
  return rule.wanted(item) > 0 && lackingAnswers(rule, item, given) === 0;
}
