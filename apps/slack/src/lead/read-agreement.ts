import type { LabelingSession, QuestionAgreement } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import type { PassCount } from "../screens/agreement.js";

/** What the reviewers of a session said, question by question, as a lead is shown it. */
export interface SessionAgreement {
  readonly questions: readonly QuestionAgreement[];
  /** By the name of a pass/fail question. */
  readonly passes: ReadonlyMap<string, PassCount>;
  /** Traces on which the reviewers disagree and nobody decided. */
  readonly disagreements: number;
}

/** Reads every answer of the session: for somebody who asks, not for what is drawn after each answer. */
export async function readAgreement(
  desk: Pick<Desk, "review">,
  session: LabelingSession,
): Promise<SessionAgreement> {
  const { runId } = session;
  const [questions, disagreements, passes] = await Promise.all([
    desk.review.agreement(runId),
    desk.review.disagreements(runId),
    countPasses(desk, session),
  ]);
  return { questions, passes, disagreements: disagreements.length };
}

async function countPasses(
  { review }: Pick<Desk, "review">,
  { runId, labelSchemas }: LabelingSession,
): Promise<ReadonlyMap<string, PassCount>> {
  const counts = new Map(
    labelSchemas
      .filter(({ input }) => input.kind === "passFail")
      .map(({ name }) => [name, { passed: 0, answers: 0 }]),
  );
  if (counts.size === 0) return counts;
  const items = await review.listItems(runId);
  const excluded = new Set(
    items.filter(({ state }) => state === "excluded").map(({ itemId }) => itemId),
  );
  const { reviewers } = await review.progress(runId);
  for (const { reviewer } of reviewers) {
    for (const { itemId, answers } of await review.listSubmissions(runId, reviewer)) {
      if (excluded.has(itemId)) continue;
      for (const { name, value } of answers) {
        const count = counts.get(name);
        if (count === undefined) continue;
        count.answers += 1;
        if (value === true) count.passed += 1;
      }
    }
  }
  return counts;
}
