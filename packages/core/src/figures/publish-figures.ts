import { isLabelingError } from "../errors.js";
import type { RunId } from "../ids.js";
import type { CallOptions } from "../ports/call-options.js";
import { getSession } from "../review/get-session.js";
import type { ReviewParts } from "../review/parts.js";
import { readWork } from "../review/read-work.js";
import { collectFigures } from "./collect-figures.js";
import type { SessionFigures } from "./session-figures.js";

const LOCK_WAIT_MS = 60_000;

/** Works out the figures and writes them to the tracking store, one after the other, so that the newest come last. */
export function publishFigures(
  parts: ReviewParts,
  runId: RunId,
  options?: CallOptions,
): Promise<"saved" | "session-gone"> {
  return parts.work.locks.withLock(`figures:${runId}`, LOCK_WAIT_MS, async () => {
    const figures = await readFigures(parts, runId);
    try {
      await parts.tracking.sessions.saveFigures(runId, figures, options);
      return "saved";
    } catch (error) {
      if (await isGone(parts, runId, error, options)) return "session-gone";
      throw error;
    }
  });
}

/** Whoever restores a deleted session takes it in again, and that publishes again. */
async function isGone(
  { tracking }: ReviewParts,
  runId: RunId,
  error: unknown,
  options?: CallOptions,
): Promise<boolean> {
  if (isLabelingError(error, "NOT_FOUND")) return true;
  if (!isLabelingError(error, "CONFLICT")) return false;
  return (await tracking.sessions.getSession(runId, options)).lifecycle === "deleted";
}

async function readFigures(parts: ReviewParts, runId: RunId): Promise<SessionFigures> {
  const input = await parts.work.transaction(async (tx) => ({
    session: await getSession(tx, runId),
    items: await tx.assignments.listItems(runId),
    progress: await tx.assignments.progress(runId),
    adjudications: await tx.adjudications.list(runId),
  }));
  const collector = collectFigures({ ...input, atMs: parts.clock.nowMs() });
  for await (const entry of readWork(parts, runId)) collector.add(entry);
  return collector.figures();
}
