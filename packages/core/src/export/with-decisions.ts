import type { AssignmentEntry, DecisionEntry, ExportEntry } from "./export-entry.js";

/** Puts each decision behind what the reviewers of its item gave. Both come in the order of the items' addition. */
export async function* withDecisions(
  assignments: AsyncIterable<AssignmentEntry>,
  decisions: Iterable<DecisionEntry>,
): AsyncGenerator<ExportEntry, void> {
  const left = [...decisions].toReversed();
  for await (const entry of assignments) {
    yield* takeWhile(left, ({ item }) => item.position < entry.item.position);
    yield entry;
  }
  yield* left.toReversed();
}

/** Takes from the end of a list. */
function* takeWhile<T>(list: T[], isNext: (value: T) => boolean): Generator<T, void> {
  for (let next = list.at(-1); next !== undefined && isNext(next); next = list.at(-1)) {
    list.pop();
    yield next;
  }
}
