import { canBeOffered, type LabelingSession, type ReviewerProgress } from "@labeldesk/core";
import { dueOn, dueSoon } from "./due.js";

/** ` · paused` behind a session's name; nothing while it is open. */
export function stateMark({ state }: Pick<LabelingSession, "state">): string {
  return state === "open" ? "" : ` · ${state}`;
}

/** ` · paused · due Sat`, for screens that are drawn anew; a closed session is not due any more. */
export function stateAndDue(
  session: Pick<LabelingSession, "state" | "dueAtMs">,
  nowMs: number,
): string {
  const { state, dueAtMs } = session;
  const due = dueAtMs === undefined || state === "closed" ? "" : ` · ${dueSoon(dueAtMs, nowMs)}`;
  return `${stateMark(session)}${due}`;
}

/** ` · due Sat 28 Nov`, for messages that stay. */
export function dueMark({ dueAtMs }: Pick<LabelingSession, "dueAtMs">, nowMs: number): string {
  return dueAtMs === undefined ? "" : ` · ${dueOn(dueAtMs, nowMs)}`;
}

/**
 * `14 of 25`. While nothing can be offered to a reviewer, how much is left cannot be said: then only what is answered, and
 * whether the reviewer is away.
 */
export function answeredOf(
  session: LabelingSession,
  { reviewer, submitted, left }: Pick<ReviewerProgress, "reviewer" | "submitted" | "left">,
  between = " of ",
): string {
  if (canBeOffered(session, reviewer)) return `${submitted}${between}${submitted + left}`;
  const away = session.away.includes(reviewer) ? ", away" : "";
  return `${submitted} answered${away}`;
}
