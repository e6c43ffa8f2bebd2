import * as fc from "fast-check";
import type { Assignment, AssignmentState, Reservation } from "../../src/assignment.js";
import { planDealing } from "../../src/dealing/plan-dealing.js";
import { presentReviewers, type DealingFields } from "../../src/dealing/wanted-labels.js";
import type { WorkItem } from "../../src/item.js";
import { itemAt, peopleOf, rowOf, sessionOf } from "./dealing-world.js";

/** A session with its items, and what everybody has of them. */
export interface Situation {
  readonly session: DealingFields;
  readonly items: readonly WorkItem[];
  readonly rows: readonly Assignment[];
}

const STATES: readonly AssignmentState[] = [
  "waiting",
  "offered",
  "submitted",
  "postponed",
  "declined",
];

/** Any situation that a session dealt evenly can be in. `limits`: what is left out. */
export function situations({
  maxPeople = 5,
  maxItems = 12,
  states = STATES,
  hasCaps = true,
} = {}): fc.Arbitrary<Situation> {
  return fc
    .record({
      people: fc.integer({ min: 1, max: maxPeople }),
      items: fc.integer({ min: 0, max: maxItems }),
    })
    .chain(({ people, items }) => {
      // The last one was assigned once; what that person has stays in the store.
      const everybody = peopleOf(people + 1);
      const assignedUsers = everybody.slice(0, people);
      const state = fc.option(fc.constantFrom(...states), { nil: undefined, freq: 1 });
      return fc
        .record({
          session: fc.record({
            assignedUsers: fc.constant(assignedUsers),
            away: fc.subarray([...assignedUsers]),
            labelsPerTrace: fc.integer({ min: 1, max: 4 }),
            overlap: fc.option(fc.constant({ every: 2, labels: 3 }), { nil: undefined }),
            cap: hasCaps
              ? fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 1 })
              : fc.constant(undefined),
          }),
          items: fc.tuple(
            ...Array.from({ length: items }, (_, index) =>
              fc
                .record({
                  isOut: fc.integer({ min: 0, max: 9 }),
                  extraLabels: fc.integer({ min: 0, max: 1 }),
                })
                .map(({ isOut, extraLabels }) =>
                  itemAt(index + 1, { state: isOut === 0 ? "excluded" : "pending", extraLabels }),
                ),
            ),
          ),
          states: fc.array(state, {
            minLength: items * (people + 1),
            maxLength: items * (people + 1),
          }),
        })
        .map(({ session: { cap, overlap, ...session }, items: list, states: all }) => ({
          session: sessionOf({
            ...session,
            assignedUsers: [...session.assignedUsers],
            ...(overlap && { overlap }),
            dealing: { strategy: "even", ...(cap !== undefined && { cap }) },
          }),
          items: list,
          rows: all.flatMap((found, index) => {
            const reviewer = everybody[index % (people + 1)];
            const position = Math.floor(index / (people + 1)) + 1;
            return found && reviewer ? [rowOf(position, reviewer, found)] : [];
          }),
        }));
    });
}

/** What is dealt in it. */
export const plan = ({ session, items, rows }: Situation) => planDealing(session, items, rows);

/** The rows once the plan is taken in. */
export function rowsAfter(
  { rows }: Situation,
  reservations: readonly Reservation[],
): readonly Assignment[] {
  return [
    ...rows.filter(({ state }) => state !== "waiting"),
    ...reservations.map(({ itemId, reviewer }) =>
      rowOf(Number(itemId.slice("item-".length)), reviewer, "waiting"),
    ),
  ];
}

/** What each person who is here has of the items, settled and dealt; declined ones do not count. */
export function sharesOf(
  { session, items }: Situation,
  rows: readonly Assignment[],
): readonly number[] {
  const included = new Set(
    items.filter(({ state }) => state !== "excluded").map(({ itemId }) => itemId),
  );
  return presentReviewers(session).map(
    (reviewer) =>
      rows.filter(
        (row) => row.reviewer === reviewer && row.state !== "declined" && included.has(row.itemId),
      ).length,
  );
}

/** {@link sharesOf} what cannot move. */
export function fixedShares(situation: Situation): readonly number[] {
  return sharesOf(
    situation,
    situation.rows.filter(({ state }) => state !== "waiting"),
  );
}
