import type { Item, WorkItem } from "../item.js";
import { takesIn, type PartialPlan, type ReconcileInput, type SeenItem } from "./reconcile-plan.js";

/**
 * What an item's state there says, given the one that was last written to it. Only a difference from that is an act of a
 * person: `excluded` excludes, `pending` wants the item again, `complete` means nothing by itself, since every reviewer's
 * Review tab sets it. What is here and not written yet goes before everything but an exclusion.
 */
export function planState(
  { session }: Pick<ReconcileInput, "session">,
  here: WorkItem,
  there: Pick<Item, "state" | "exclusion">,
): PartialPlan {
  const item = seen(here);
  if (there.state === here.state) {
    const isKnown = there.state === here.mirroredState;
    return isKnown ? {} : { acts: [{ kind: "note-state", item, there: there.state }] };
  }
  if (!takesIn(session)) {
    // What was settled before the end may still be on its way.
    const isAct = there.state !== here.mirroredState;
    return isAct ? { differences: [{ kind: "session-closed", itemId: here.itemId }] } : {};
  }
  const write = { kind: "write-state", item, there: there.state } as const;
  if (there.state === here.mirroredState) return { acts: [write] };
  switch (there.state) {
    case "excluded": {
      const { exclusion = { reason: "Excluded in the tracking store." } } = there;
      return { acts: [{ kind: "exclude", item, exclusion }] };
    }
    case "pending":
      return { acts: [here.state === here.mirroredState ? { kind: "reopen", item } : write] };
    case "complete":
      return { acts: [write] };
  }
}

/** What of an item an act on its state depends on. */
export function seen({ itemId, state, mirroredState }: WorkItem): SeenItem {
  return { itemId, state, mirroredState };
}
