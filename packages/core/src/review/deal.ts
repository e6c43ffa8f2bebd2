import type { Assignment } from "../assignment.js";
import { needsDealing, planDealing } from "../dealing/plan-dealing.js";
import type { RunId } from "../ids.js";
import type { AssignmentPage, WorkTransaction } from "../ports/work-store.js";

const PAGE_SIZE = 1_000;

/**
 * Deals the session's open work by its rules as they are now. To be called after whatever the present deal did not
 * foresee: a change of session or items, an item that somebody declined or that wants another answer, an answer that was
 * taken back, an answer to an item that its giver had declined. Nothing happens for a session that is not here.
 */
export async function redeal(
  { sessions, assignments }: Pick<WorkTransaction, "sessions" | "assignments">,
  runId: RunId,
): Promise<void> {
  const session = await sessions.findSession(runId);
  if (session === undefined) return;
  // Also where nothing is dealt: the strategy may have been another one.
  if (!needsDealing(session)) return assignments.setReservations(runId, []);
  const items = await assignments.listItems(runId);
  const all = await readAssignments(assignments, runId);
  await assignments.setReservations(runId, planDealing(session, items, all));
}

async function readAssignments(
  { listAllAssignments }: WorkTransaction["assignments"],
  runId: RunId,
): Promise<readonly Assignment[]> {
  const all: Assignment[] = [];
  let page: AssignmentPage | undefined = { limit: PAGE_SIZE };
  while (page !== undefined) {
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended
    const rows = await listAllAssignments(runId, page);
    all.push(...rows);
    const last = rows.at(-1);
    page =
      last === undefined || rows.length < PAGE_SIZE
        ? undefined
        : { limit: PAGE_SIZE, after: { position: last.item.position, reviewer: last.reviewer } };
  }
  return all;
}
