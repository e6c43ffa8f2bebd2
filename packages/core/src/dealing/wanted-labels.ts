import type { ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";

/** What of a session decides who answers what. */
export type DealingFields = Pick<
  LabelingSession,
  "assignedUsers" | "away" | "labelsPerTrace" | "overlap" | "dealing"
>;

/** What of an item decides how many answers it needs. */
export type WantedFields = Pick<WorkItem, "position" | "extraLabels" | "assignees">;

/** What a session wants of its items: worked out once, asked for each of many items. */
export interface WantedRule {
  /** The assigned users who are here, in the order of assignment. */
  readonly present: ReadonlySet<ReviewerEmail>;
  /** See {@link namedReviewers}. */
  named(item: Pick<WantedFields, "assignees">): readonly ReviewerEmail[];
  /** See {@link wantedLabels}. */
  wanted(item: WantedFields): number;
  /** See {@link placesOf}. */
  places(item: WantedFields): number;
}

/** The rule of a session as it is now; after a change of the session, make a new one. */
export function wantedRule(session: DealingFields): WantedRule {
  const present = new Set(presentReviewers(session));
  const named = ({ assignees = [] }: Pick<WantedFields, "assignees">) =>
    session.dealing.strategy === "manual"
      ? [...new Set(assignees)].filter((user) => present.has(user))
      : [];
  const base = (item: WantedFields) => {
    const { length } = named(item);
    return length > 0 ? length : labelsOf(session, item);
  };
  const wanted = (item: WantedFields) => {
    const labels = base(item);
    return labels === "everyone" ? present.size : Math.min(labels + item.extraLabels, present.size);
  };
  const places = (item: WantedFields) =>
    base(item) === "everyone" ? Number.POSITIVE_INFINITY : wanted(item);
  return { present, named, wanted, places };
}

/** The assigned users who are here: those that can be offered something. */
export function presentReviewers(
  session: Pick<LabelingSession, "assignedUsers" | "away">,
): readonly ReviewerEmail[] {
  const away = new Set(session.away);
  return session.assignedUsers.filter((user) => !away.has(user));
}

/** The people whom an item of a `manual` session names and who are here. Nobody in other sessions. */
export function namedReviewers(
  session: DealingFields,
  item: Pick<WantedFields, "assignees">,
): readonly ReviewerEmail[] {
  return wantedRule(session).named(item);
}

/** How many answers complete an item; never more than there are people. */
export function wantedLabels(session: DealingFields, item: WantedFields): number {
  return wantedRule(session).wanted(item);
}

/**
 * How many people may be asked for an item at once, answers included. Infinite where everyone answers: there nobody takes
 * another's place, also not somebody who answered and was taken off the session.
 */
export function placesOf(session: DealingFields, item: WantedFields): number {
  return wantedRule(session).places(item);
}

function labelsOf(
  { overlap, labelsPerTrace }: DealingFields,
  { position }: WantedFields,
): number | "everyone" {
  return overlap !== undefined && position % overlap.every === 0 ? overlap.labels : labelsPerTrace;
}

/** The most items that a person gets in the session. Infinite without a limit. */
export function capOf(
  { dealing }: Pick<LabelingSession, "dealing">,
  reviewer: ReviewerEmail,
): number {
  const own = dealing.caps?.find((entry) => entry.reviewer === reviewer)?.cap;
  return own ?? dealing.cap ?? Number.POSITIVE_INFINITY;
}
