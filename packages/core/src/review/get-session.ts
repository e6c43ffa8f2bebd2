import { LabelingError } from "../errors.js";
import type { RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";

/** From the work store. @throws {LabelingError} NOT_FOUND */
export async function getSession(
  tx: Pick<WorkTransaction, "sessions">,
  runId: RunId,
): Promise<LabelingSession> {
  const session = await tx.sessions.findSession(runId);
  if (session !== undefined) return session;
  throw new LabelingError("NOT_FOUND", `The session ${runId} is not delivered here.`);
}
