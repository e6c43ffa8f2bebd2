import type { Assignment, Reservation } from "../assignment.js";
import type { ItemId, ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import { dealEvenly } from "./deal-evenly.js";
import { capOf, wantedRule, type DealingFields } from "./wanted-labels.js";

/**
 * The full set of waiting places that a session deals beforehand, in order of the items; see {@link DealingStrategy}.
 * Only waiting work moves: what is answered, on offer, postponed or declined stays as it is, and the first three count as
 * the person's share.
 *
 * - `first-come`: none.
 * - `even`: every place that is left, so that shares are as level as the fixed work allows. Items that everyone answers
 *   are not dealt. What is dealt already moves only to level shares: dealing again without a change moves nothing.
 * - `manual`: the people an item names, those who are here and have nothing to do with it yet, while it lacks answers.
 *   In order of addition, up to each person's cap.
 *
 * `items`: all, in order of addition; `assignments`: all of them, in any order.
 */
export function planDealing(
  session: DealingFields,
  items: readonly WorkItem[],
  assignments: readonly Assignment[],
): readonly Reservation[] {
  switch (session.dealing.strategy) {
    case "first-come":
      return [];
    case "even":
      return dealEvenly(session, items, assignments);
    case "manual":
      return dealByName(session, items, assignments);
  }
}

/** Whether {@link planDealing} can come to anything in the session; if not, nothing need be read for it. */
export function needsDealing({ dealing, labelsPerTrace, overlap }: DealingFields): boolean {
  switch (dealing.strategy) {
    case "first-come":
      return false;
    case "even":
      return labelsPerTrace !== "everyone" || overlap !== undefined;
    case "manual":
      return true;
  }
}

function dealByName(
  session: DealingFields,
  items: readonly WorkItem[],
  assignments: readonly Assignment[],
): readonly Reservation[] {
  const { named, places } = wantedRule(session);
  const open = items.filter(({ state }) => state !== "excluded");
  const { answers, settled, load } = tally(open, assignments);
  const dealt: Reservation[] = [];
  for (const item of open) {
    if ((answers.get(item.itemId) ?? 0) >= places(item)) continue;
    for (const reviewer of named(item)) {
      const share = load.get(reviewer) ?? 0;
      if (settled.get(item.itemId)?.has(reviewer) || share >= capOf(session, reviewer)) continue;
      load.set(reviewer, share + 1);
      dealt.push({ itemId: item.itemId, reviewer });
    }
  }
  return dealt;
}

/** Of the items: how many answers each has and who has something settled on it; and how much each person has. */
function tally(items: readonly WorkItem[], assignments: readonly Assignment[]) {
  const settled = new Map(items.map(({ itemId }) => [itemId, new Set<ReviewerEmail>()]));
  const answers = new Map<ItemId, number>();
  const load = new Map<ReviewerEmail, number>();
  for (const { itemId, reviewer, state } of assignments) {
    const people = settled.get(itemId);
    if (people === undefined || state === "waiting") continue;
    people.add(reviewer);
    if (state === "submitted") answers.set(itemId, (answers.get(itemId) ?? 0) + 1);
    if (state !== "declined") load.set(reviewer, (load.get(reviewer) ?? 0) + 1);
  }
  return { answers, settled, load };
}
