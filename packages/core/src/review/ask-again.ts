import { LabelingError } from "../errors.js";
import type { ItemId, RunId } from "../ids.js";
import type { NewJob } from "../ports/work-store.js";
import { enqueueAll } from "./enqueue-all.js";
import { getSession } from "./get-session.js";
import { viewItem } from "./item-view.js";
import type { ReviewParts } from "./parts.js";
import { oneMoreLabel, wantMore } from "./want-more.js";

/**
 * Wants one more answer for an item than is asked for already.
 *
 * @throws {LabelingError} NOT_FOUND; CONFLICT for an excluded item, and for a session that is closed or deleted
 */
export function askAgain(
  { work }: ReviewParts,
  runId: RunId,
  itemId: ItemId,
  { jobs = [] }: { readonly jobs?: readonly NewJob[] } = {},
): Promise<{ readonly kind: "asked" | "nobody-left" }> {
  return work.transaction(async (tx) => {
    const { name, state, lifecycle, createdBy } = await getSession(tx, runId);
    if (state === "closed" || lifecycle === "deleted") {
      throw new LabelingError(
        "CONFLICT",
        `Nobody can be asked in the session "${name}": it is ${lifecycle === "deleted" ? "deleted" : "closed"}. Open it again first.`,
      );
    }
    const view = await viewItem(tx, { runId, itemId });
    if (view === undefined) {
      throw new LabelingError("NOT_FOUND", `The session "${name}" has no item ${itemId}.`);
    }
    if (view.item.state === "excluded") {
      throw new LabelingError(
        "CONFLICT",
        `The item ${itemId} of the session "${name}" is excluded: nobody can be asked about it.`,
      );
    }
    const extraLabels = await oneMoreLabel(tx, view);
    if (extraLabels === undefined) return { kind: "nobody-left" };
    await wantMore(tx, view, extraLabels, createdBy);
    await enqueueAll(tx, jobs);
    return { kind: "asked" };
  });
}
