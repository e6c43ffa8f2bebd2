import { capOf, wantedRule, type WantedRule } from "../dealing/wanted-labels.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { Submission, SubmissionKey } from "../submission.js";
import { givenOf } from "./needs.js";

/** An item as the store knows it in one transaction. */
export interface ItemView {
  readonly session: LabelingSession;
  readonly rule: WantedRule;
  readonly item: WorkItem;
  /** The answers that count. */
  readonly given: readonly Submission[];
  /** Those of them whose reviewers are done: not those who are asked once more. */
  readonly settled: readonly Submission[];
}

/** Reads an item with its session and answers; `undefined` when either is not here. */
export async function viewItem(
  tx: WorkTransaction,
  { runId, itemId }: { readonly runId: RunId; readonly itemId: ItemId },
): Promise<ItemView | undefined> {
  const session = await tx.sessions.findSession(runId);
  const item = await tx.assignments.findItem(runId, itemId);
  if (session === undefined || item === undefined) return undefined;
  const given = givenOf(await tx.submissions.listByItem(runId, itemId));
  const settled: Submission[] = [];
  for (const submission of given)
    if (!(await isAskedAgain(tx, submission))) settled.push(submission);
  return { session, rule: wantedRule(session), item, given, settled };
}

/** Whether the reviewer is asked once more although the answers stand. */
export async function isAskedAgain(
  { assignments }: Pick<WorkTransaction, "assignments">,
  key: SubmissionKey,
): Promise<boolean> {
  const assignment = await assignments.findAssignment(key);
  return assignment !== undefined && assignment.state !== "submitted";
}

/** The people who could still answer an item: here, without an answer to it, not having declined it, and below their cap. */
export async function eligibleReviewers(
  tx: WorkTransaction,
  { session, rule, item, given }: ItemView,
): Promise<readonly ReviewerEmail[]> {
  const answered = new Set(given.map(({ reviewer }) => reviewer));
  const eligible: ReviewerEmail[] = [];
  for (const reviewer of rule.present) {
    if (answered.has(reviewer)) continue;
    const { runId, itemId } = item;
    const own = await tx.assignments.findAssignment({ runId, itemId, reviewer });
    if (own?.state === "declined") continue;
    const isNew = own === undefined || own.state === "waiting";
    if (isNew && (await isAtCap(tx, session, reviewer))) continue;
    eligible.push(reviewer);
  }
  return eligible;
}

/** What is declined, or only waits, does not count; an excluded item does, which errs on the side of asking nobody. */
async function isAtCap(
  tx: WorkTransaction,
  session: LabelingSession,
  reviewer: ReviewerEmail,
): Promise<boolean> {
  const cap = capOf(session, reviewer);
  if (!Number.isFinite(cap)) return false;
  const own = await tx.assignments.listAssignments(session.runId, reviewer);
  return own.filter(({ state }) => state !== "declined" && state !== "waiting").length >= cap;
}
