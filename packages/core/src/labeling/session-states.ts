import { LabelingError } from "../errors.js";
import type { RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { ClosedSession } from "./labeling.js";
import { withSession, type LabelingParts } from "./locked.js";

type State = LabelingSession["state"];

/** `open` or `paused`, for a session that is not closed. @throws {LabelingError} CONFLICT for a closed one */
export async function setUnlessClosed(
  parts: LabelingParts,
  runId: RunId,
  state: Exclude<State, "closed">,
  options?: CallOptions,
): Promise<LabelingSession> {
  return withSession(
    parts,
    runId,
    async (session) => {
      if (session.state !== "closed") return setState(parts, session, state, options);
      const what = state === "paused" ? "paused" : "resumed";
      throw new LabelingError(
        "CONFLICT",
        `The session "${session.name}" is closed and cannot be ${what}. Reopen it first.`,
      );
    },
    options,
  );
}

/** Open again, whatever it was. */
export async function reopenSession(
  parts: LabelingParts,
  runId: RunId,
  options?: CallOptions,
): Promise<LabelingSession> {
  return withSession(parts, runId, (session) => setState(parts, session, "open", options), options);
}

/** Closes a session, then counts what it leaves: an answer that came in before the end is counted. */
export async function closeSession(
  parts: LabelingParts,
  runId: RunId,
  options?: CallOptions,
): Promise<ClosedSession> {
  const session = await withSession(
    parts,
    runId,
    (before) => setState(parts, before, "closed", options),
    options,
  );
  const counts = { pending: 0, complete: 0, excluded: 0 };
  for await (const { state } of parts.tracking.items.listItems(runId, options)) counts[state] += 1;
  return { session, ...counts };
}

async function setState(
  { tracking }: LabelingParts,
  session: LabelingSession,
  state: State,
  options?: CallOptions,
): Promise<LabelingSession> {
  if (session.state === state) return session;
  return tracking.sessions.updateSession(session.runId, { state }, options);
}
