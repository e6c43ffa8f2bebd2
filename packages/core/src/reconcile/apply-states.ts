import type { RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { redeal } from "../review/deal.js";
import { itemStateJob, withItemLock } from "../review/item-state.js";
import { viewItem, type ItemView } from "../review/item-view.js";
import { hasEnough } from "../review/needs.js";
import type { ReviewParts } from "../review/parts.js";
import { excludeWithoutTrace } from "../review/trace-gone.js";
import { oneMoreLabel, wantMore } from "../review/want-more.js";
import type { SeenItem, StateAct } from "./reconcile-plan.js";
import type { TakenState } from "./reconcile-report.js";

/** What an act on a state came to. `moved`: the item is not as it was seen. */
export type StateOutcome = TakenState | "moved" | "written" | "noted";

/** Acts on an item's state, unless it is not as it was seen any more. */
export function applyState(
  parts: ReviewParts,
  session: LabelingSession,
  act: StateAct,
): Promise<StateOutcome> {
  const { runId } = session;
  const { itemId } = act.item;
  return withItemLock(parts, { runId, itemId }, () =>
    parts.work.transaction(async (tx) =>
      (await isAsSeen(tx, runId, act)) ? change(tx, parts, session, act) : "moved",
    ),
  );
}

/**
 * Nothing was written there since, which would make what was read there old. Only a request for more, and a state that is
 * the same in both, depend on the state here too: answers that came in just before may have changed it.
 */
async function isAsSeen(
  { assignments }: WorkTransaction,
  runId: RunId,
  { kind, item: { itemId, state, mirroredState } }: StateAct,
): Promise<boolean> {
  const item = await assignments.findItem(runId, itemId);
  if (item?.mirroredState !== mirroredState) return false;
  return kind === "reopen"
    ? item.state === state
    : item.state !== "excluded" || state === "excluded";
}

async function change(
  tx: WorkTransaction,
  parts: ReviewParts,
  { runId, createdBy }: LabelingSession,
  act: StateAct,
): Promise<StateOutcome> {
  const { itemId } = act.item;
  const job = itemStateJob({ runId, itemId, reviewer: createdBy });
  switch (act.kind) {
    case "note-state":
      await tx.assignments.setMirroredState(runId, itemId, act.there);
      return "noted";
    case "write-state":
      await tx.assignments.setMirroredState(runId, itemId, act.there);
      await tx.jobs.enqueue(job);
      return "written";
    case "exclude": {
      const { exclusion } = act;
      await tx.assignments.setItemState(runId, itemId, "excluded", exclusion);
      await tx.assignments.setMirroredState(runId, itemId, "excluded");
      await redeal(tx, runId);
      // It is written there already: whoever delivers items is to hear of it.
      await tx.jobs.enqueue(job);
      return { kind: "excluded", itemId, ...exclusion };
    }
    case "reopen":
      return reopen(tx, parts, { runId, itemId });
    case "trace-gone":
      await excludeWithoutTrace(tx, { runId, itemId });
      await tx.jobs.enqueue(job);
      return { kind: "trace-gone", itemId };
  }
}

/** The item is wanted again: it is pending, and where nothing lacks, its newest answerer is asked once more. */
async function reopen(
  tx: WorkTransaction,
  { clock, leaseMs }: ReviewParts,
  key: Pick<SeenItem, "itemId"> & { readonly runId: RunId },
): Promise<StateOutcome> {
  const { runId, itemId } = key;
  await tx.assignments.setMirroredState(runId, itemId, "pending");
  const view = await viewItem(tx, key);
  if (view === undefined) return "moved";
  const { createdBy } = view.session;
  const asked = hasEnough(view.rule, view.item, view.settled) ? newestPresent(view) : undefined;
  await tx.assignments.setItemState(runId, itemId, "pending");
  if (asked !== undefined)
    await tx.assignments.reopen({ runId, itemId, reviewer: asked }, clock.nowMs() + leaseMs);
  else await wantAnother(tx, key);
  await redeal(tx, runId);
  await tx.jobs.enqueue(itemStateJob({ runId, itemId, reviewer: asked ?? createdBy }));
  return { kind: "reopened", itemId, ...(asked === undefined ? {} : { asked }) };
}

function newestPresent({ settled, rule }: ItemView) {
  const here = settled.filter(({ reviewer }) => rule.present.has(reviewer));
  return here.toSorted((one, other) => other.acceptedAtMs - one.acceptedAtMs)[0]?.reviewer;
}

/** Whoever answered is gone: somebody else is asked, or the item is complete as it was. */
async function wantAnother(
  tx: WorkTransaction,
  key: { readonly runId: RunId; readonly itemId: SeenItem["itemId"] },
): Promise<void> {
  const view = await viewItem(tx, key);
  if (view === undefined || !hasEnough(view.rule, view.item, view.settled)) return;
  const extraLabels = await oneMoreLabel(tx, view);
  if (extraLabels === undefined)
    await tx.assignments.setItemState(key.runId, key.itemId, "complete");
  else await wantMore(tx, view, extraLabels, view.session.createdBy);
}
