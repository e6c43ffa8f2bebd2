import { LabelingError } from "../errors.js";
import type { RunId } from "../ids.js";
import type { Item } from "../item.js";
import { wantedLabels, type LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { setTrackedState, withItemLock } from "./complete-item.js";
import { publishJob } from "./give-answers.js";
import type { ReviewParts } from "./parts.js";

/** Brings session and items from the tracking store into the work store. @throws {LabelingError} CONFLICT for a deleted session */
export async function enrol(
  parts: ReviewParts,
  runId: RunId,
  options?: CallOptions,
): Promise<LabelingSession> {
  const session = await parts.tracking.sessions.getSession(runId, options);
  if (session.lifecycle === "deleted") {
    throw new LabelingError(
      "CONFLICT",
      `The session "${session.name}" is deleted. Restore it first.`,
    );
  }
  const items: Item[] = [];
  for await (const item of parts.tracking.items.listItems(runId, options)) items.push(item);
  const reopened = await parts.work.transaction((tx) => takeIn(tx, session, items));
  for (const item of reopened) {
    // oxlint-disable-next-line no-await-in-loop
    await withItemLock(parts, item, () =>
      setTrackedState(parts, item, { state: "pending" }, options),
    );
  }
  return session;
}

/** Saves the session and its items; returns the items that need more answers than when they were completed. */
async function takeIn(
  tx: WorkTransaction,
  session: LabelingSession,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const before = await tx.sessions.findSession(session.runId);
  const present = new Map(
    (await tx.assignments.listItems(session.runId)).map((item) => [item.itemId, item]),
  );
  await tx.sessions.saveSession(session);
  await tx.assignments.addItems(session.runId, items);
  const reopened: Item[] = [];
  for (const item of items) {
    const here = present.get(item.itemId);
    if (here === undefined || here.state === "excluded") continue;
    if (item.state === "excluded") {
      // oxlint-disable-next-line no-await-in-loop
      await tx.assignments.setItemState(session.runId, item.itemId, "excluded");
      // oxlint-disable-next-line no-await-in-loop
    } else if (item.state === "complete" && (await reopen(tx, session, item))) {
      reopened.push(item);
    }
  }
  if (before !== undefined && wantedLabels(session) < wantedLabels(before)) {
    await completeSatisfied(tx, session, [...present.values()]);
  }
  return reopened;
}

/** More people, more answers: a complete item that has some of them, but not enough, is pending again. */
async function reopen(tx: WorkTransaction, session: LabelingSession, item: Item): Promise<boolean> {
  const { runId, itemId } = item;
  const { length } = await tx.submissions.listByItem(runId, itemId);
  // None at all: it was completed with answers that this store never held.
  if (length === 0 || length >= wantedLabels(session)) return false;
  await tx.assignments.setItemState(runId, itemId, "pending");
  return true;
}

/** Fewer people, fewer answers: a pending item may have enough now. Publishing again completes it. */
async function completeSatisfied(
  tx: WorkTransaction,
  session: LabelingSession,
  items: readonly Item[],
): Promise<void> {
  for (const { runId, itemId, state } of items) {
    if (state !== "pending") continue;
    // oxlint-disable-next-line no-await-in-loop
    const submissions = await tx.submissions.listByItem(runId, itemId);
    const [any] = submissions;
    if (any === undefined || submissions.length < wantedLabels(session)) continue;
    // oxlint-disable-next-line no-await-in-loop
    await tx.jobs.enqueue(publishJob(any));
  }
}
