import { wantedRule, type WantedRule } from "../dealing/wanted-labels.js";
import type { AssignmentEntry } from "../export/export-entry.js";
import type { ItemId, ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import { lackingAnswers } from "../review/needs.js";
import { isWithdrawn } from "../submission.js";
import type { ItemReport } from "./session-report.js";

/** Counts what becomes of each item, one assignment at a time. */
export interface ItemCounter {
  add(entry: AssignmentEntry): void;
  /** `reachable`: how many of the answers left somebody who is here can still give. */
  reports(): { readonly itemReports: readonly ItemReport[]; readonly reachable: number };
}

interface Tally {
  readonly answered: ReviewerEmail[];
  readonly declined: ReviewerEmail[];
  postponed: number;
}

/** Starts counting at nothing. */
export function countItems(session: LabelingSession, items: readonly WorkItem[]): ItemCounter {
  const rule = wantedRule(session);
  const tallies = new Map<ItemId, Tally>(
    items.map(({ itemId }) => [itemId, { answered: [], declined: [], postponed: 0 }]),
  );
  return {
    add: ({ item: { itemId }, assignment: { reviewer, state }, submission }) => {
      const tally = tallies.get(itemId);
      if (tally === undefined) return;
      if (state === "declined") tally.declined.push(reviewer);
      if (state === "postponed") tally.postponed += 1;
      if (submission !== undefined && !isWithdrawn(submission)) tally.answered.push(reviewer);
    },
    reports: () => {
      const counted = items.map((item) => countItem(rule, item, tallies.get(item.itemId)));
      return {
        itemReports: counted.map(({ report }) => report),
        reachable: counted.reduce((sum, { reachable }) => sum + reachable, 0),
      };
    },
  };
}

function countItem(
  rule: WantedRule,
  item: WorkItem,
  { answered, declined, postponed }: Tally = { answered: [], declined: [], postponed: 0 },
): { readonly report: ItemReport; readonly reachable: number } {
  const { itemId, position, state } = item;
  const given = answered.map((reviewer) => ({ reviewer }));
  const isOut = state === "excluded";
  const wanted = isOut ? 0 : rule.wanted(item);
  const left = isOut ? 0 : lackingAnswers(rule, item, given);
  const done = new Set([...answered, ...declined]);
  const able = [...rule.present].filter((reviewer) => !done.has(reviewer)).length;
  const counts = { answers: answered.length, wanted, left, postponed, declined: declined.length };
  return { report: { itemId, position, state, ...counts }, reachable: Math.min(left, able) };
}
