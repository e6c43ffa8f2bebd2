import type { SessionProgress } from "../assignment.js";
import type { ItemId, ReviewerEmail } from "../ids.js";
import type { ItemState } from "../item.js";

/** How far one item is. `left` is how many answers it lacks. Of an excluded item nothing is `wanted` or `left`. */
export interface ItemReport {
  readonly itemId: ItemId;
  readonly position: number;
  readonly state: ItemState;
  readonly answers: number;
  readonly wanted: number;
  readonly left: number;
  readonly postponed: number;
  readonly declined: number;
}

/** How far one question is: over the items that are not excluded. */
export interface QuestionReport {
  readonly name: string;
  readonly answers: number;
  /** Submissions that left it unanswered. */
  readonly unanswered: number;
  readonly comments: number;
}

/** How far one reviewer is. */
export interface ReviewerReport {
  readonly reviewer: ReviewerEmail;
  readonly submitted: number;
  readonly left: number;
  readonly postponed: number;
  readonly declined: number;
  /**
   * How long a first answer took, from the offer or from the reviewer's answer before, whichever came later; half of them
   * took less. Absent before the first answer.
   */
  readonly medianSeconds?: number;
  /** When the last item was first answered. */
  readonly lastAnswerAtMs?: number;
}

/** How far a session is, in every respect. */
export interface SessionReport extends Omit<SessionProgress, "reviewers"> {
  readonly itemReports: readonly ItemReport[];
  readonly questions: readonly QuestionReport[];
  readonly reviewers: readonly ReviewerReport[];
  /** Over all reviewers. */
  readonly medianSeconds?: number;
  /**
   * When the last wanted answer comes if the reviewers go on as in the last seven days, or since the first offer where that is
   * less. What nobody here can give any more, since all the others declined, is not waited for. Absent while that cannot be
   * said: nothing left, no answer in that time, a session that is not open.
   */
  readonly expectedEndMs?: number;
}
