import type { RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Labeling } from "./labeling.js";
import { withSession, type LabelingParts } from "./locked.js";

/** Changes what a lead decides. Who is not assigned cannot be away. */
export async function updateLabelingSession(
  parts: LabelingParts,
  runId: RunId,
  changes: Parameters<Labeling["updateLabelingSession"]>[1],
  options?: CallOptions,
): Promise<LabelingSession> {
  const { sessions } = parts.tracking;
  return withSession(
    parts,
    runId,
    async ({ assignedUsers }) => {
      const away = changes.away?.filter((user) => assignedUsers.includes(user));
      const kept = away === undefined ? changes : { ...changes, away };
      return sessions.updateSession(runId, kept, options);
    },
    options,
  );
}
