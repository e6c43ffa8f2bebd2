import { findDisagreements } from "../disagreement/find-disagreements.js";
import { figuresJob } from "../figures/figures-job.js";
import type { CallOptions } from "../ports/call-options.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { Submission, SubmissionKey } from "../submission.js";
import { itemStateJob, noteState, setTrackedState, withItemLock } from "./item-state.js";
import { eligibleReviewers, viewItem, type ItemView } from "./item-view.js";
import { hasEnough } from "./needs.js";
import type { ReviewParts } from "./parts.js";
import { oneMoreLabel, wantMore } from "./want-more.js";

/** What is to become of an item. `fewer`, `more`: so many extra labels are wanted from now on. */
type Verdict =
  | { readonly kind: "leave" }
  | { readonly kind: "complete" }
  | { readonly kind: "fewer"; readonly extraLabels: number }
  | { readonly kind: "more"; readonly extraLabels: number };

/**
 * Completes an item that has as many published answers as are wanted, first in the tracking store. If they disagree and the
 * session escalates, one more is wanted instead, while somebody is left to give it. May run any number of times.
 */
export async function settleItem(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<void> {
  const isSettled = await parts.work.transaction(async (tx) => {
    const view = await viewItem(tx, key);
    return view === undefined || (await judge(tx, view)).kind === "leave";
  });
  // Most answers are not the last one: these need no lock.
  if (isSettled) return;
  await withItemLock(parts, key, async () => {
    const act = (tx: WorkTransaction) => decide(tx, key);
    if ((await parts.work.transaction(act)) !== "complete") return;
    const { runId, itemId, reviewer } = key;
    await setTrackedState(parts, key, { state: "complete", by: reviewer }, options);
    await parts.work.transaction(async (tx) => {
      await noteState(tx, key, "complete");
      if ((await act(tx)) === "complete") {
        await tx.assignments.setItemState(runId, itemId, "complete");
        await tx.jobs.enqueue(figuresJob(parts, runId));
      } else {
        // Something came meanwhile, such as an exclusion: it stands, and goes to the tracking store after this.
        await tx.jobs.enqueue(itemStateJob(key));
      }
    });
  });
}

/** Acts on the verdict as far as the work store alone is concerned. */
async function decide(tx: WorkTransaction, key: SubmissionKey): Promise<"complete" | "settled"> {
  const view = await viewItem(tx, key);
  if (view === undefined) return "settled";
  const verdict = await judge(tx, view);
  switch (verdict.kind) {
    case "leave":
      return "settled";
    case "complete":
      return "complete";
    case "more":
      await wantMore(tx, view, verdict.extraLabels, key.reviewer);
      return "settled";
    case "fewer":
      await tx.assignments.setExtraLabels(key.runId, key.itemId, verdict.extraLabels);
      return decide(tx, key);
  }
}

async function judge(tx: WorkTransaction, view: ItemView): Promise<Verdict> {
  const { rule, item, settled } = view;
  if (item.state === "excluded") return { kind: "leave" };
  if (!hasEnough(rule, item, settled)) return withFewer(tx, view);
  // What is not published yet has a publication to come, after which this is asked again.
  if (!hasEnough(rule, item, settled.filter(isPublished))) return { kind: "leave" };
  const extraLabels = (await mayEscalate(tx, view)) ? await oneMoreLabel(tx, view) : undefined;
  if (extraLabels !== undefined) return { kind: "more", extraLabels };
  return { kind: item.state === "pending" ? "complete" : "leave" };
}

/** Extra answers that nobody is left to give are not waited for. */
async function withFewer(tx: WorkTransaction, view: ItemView): Promise<Verdict> {
  const { rule, item, settled } = view;
  const plain = { ...item, extraLabels: 0 };
  if (item.extraLabels === 0 || !hasEnough(rule, plain, settled)) return { kind: "leave" };
  if ((await eligibleReviewers(tx, view)).length > 0) return { kind: "leave" };
  return { kind: "fewer", extraLabels: Math.max(0, settled.length - rule.wanted(plain)) };
}

async function mayEscalate(
  tx: WorkTransaction,
  { session, item, given }: ItemView,
): Promise<boolean> {
  const { escalateTo, state, lifecycle } = session;
  if (escalateTo === undefined || given.length >= escalateTo) return false;
  if (state === "closed" || lifecycle === "deleted") return false;
  const decision = await tx.adjudications.find(item.runId, item.itemId);
  const decisions = decision === undefined ? [] : [decision];
  return findDisagreements(session, [item], given, decisions).length > 0;
}

function isPublished({ revision, publishedRevision }: Submission): boolean {
  return publishedRevision >= revision;
}
