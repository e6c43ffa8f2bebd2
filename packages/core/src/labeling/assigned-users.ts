import type { ReviewerEmail, RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { AssignUsersOptions, Labeling, RevokedAccess } from "./labeling.js";
import { withSession, type LabelingParts } from "./locked.js";
import { parseUsers } from "./parse-users.js";

/** Replaces or adds to the assigned users, one change at a time, and grants access to those named. */
export async function setAssignedUsers(
  parts: LabelingParts,
  runId: RunId,
  users: readonly string[],
  mode: "add" | "replace",
  options: AssignUsersOptions = {},
): ReturnType<Labeling["setAssignedUsers"]> {
  const named = parseUsers(users);
  const { sessions, access } = parts.tracking;
  return withSession(
    parts,
    runId,
    async (before) => {
      const kept = mode === "add" ? before.assignedUsers : [];
      const assignedUsers = [...new Set([...kept, ...named])];
      const away = before.away.filter((user) => assignedUsers.includes(user));
      const session = await sessions.updateSession(runId, { assignedUsers, away }, options);
      const granted = await access.grantEdit(session.experimentId, named, options);
      const removed = before.assignedUsers.filter((user) => !assignedUsers.includes(user));
      const { revokeRemoved = false } = options;
      return {
        session,
        access: granted,
        mirror: await sessions.queueMirror(session, options),
        ...(revokeRemoved ? { revoked: await revoke(parts, session, removed, options) } : {}),
      };
    },
    options,
  );
}

/** Takes access back from those who have nothing left to do in the experiment. */
async function revoke(
  { tracking }: LabelingParts,
  session: LabelingSession,
  removed: readonly ReviewerEmail[],
  options?: CallOptions,
): Promise<RevokedAccess> {
  const { experimentId } = session;
  const { sessions, access } = tracking;
  const active = removed.length === 0 ? [] : await sessions.listSessions(experimentId, options);
  const needed = new Set(active.flatMap(peopleOf));
  const stillNeeded = removed.filter((user) => needed.has(user));
  const gone = removed.filter((user) => !needed.has(user));
  return { ...(await access.revokeEdit(experimentId, gone, options)), stillNeeded };
}

/** Whoever answers, decides or leads in a session. */
function peopleOf({ assignedUsers, createdBy, adjudicator }: LabelingSession) {
  return [...assignedUsers, createdBy, ...(adjudicator === undefined ? [] : [adjudicator])];
}
