import type { RunId } from "../ids.js";
import { collectReport } from "../report/collect-report.js";
import type { SessionReport } from "../report/session-report.js";
import { getSession } from "./get-session.js";
import type { ReviewParts } from "./parts.js";
import { readWork } from "./read-work.js";

/** How far a session is in every respect. @throws {LabelingError} NOT_FOUND */
export async function report(parts: ReviewParts, runId: RunId): Promise<SessionReport> {
  const input = await parts.work.transaction(async (tx) => ({
    session: await getSession(tx, runId),
    items: await tx.assignments.listItems(runId),
    progress: await tx.assignments.progress(runId),
  }));
  const collector = collectReport({ ...input, nowMs: parts.clock.nowMs() });
  for await (const entry of readWork(parts, runId)) collector.add(entry);
  return collector.report();
}
