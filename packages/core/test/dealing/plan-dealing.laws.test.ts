import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Assignment } from "../../src/assignment.js";
import { capOf, presentReviewers } from "../../src/dealing/wanted-labels.js";
import type { ItemId, ReviewerEmail } from "../../src/ids.js";
import { bestOf, openSeats, squares } from "./best-deal.js";
import { itemAt, peopleOf, sessionOf } from "./dealing-world.js";
import { fixedShares, plan, rowsAfter, sharesOf, situations } from "./situations.js";

const pairsOf = (rows: readonly { readonly itemId: ItemId; readonly reviewer: ReviewerEmail }[]) =>
  rows.map(({ itemId, reviewer }) => `${itemId} ${reviewer}`).toSorted();

describe("planDealing of any session dealt evenly", () => {
  it("deals only open places, to people who are here and have nothing settled on the item, within caps", () => {
    fc.assert(
      fc.property(situations(), (situation) => {
        const dealt = plan(situation);
        expect(new Set(pairsOf(dealt)).size).toBe(dealt.length);
        const seats = new Map(openSeats(situation).map((seat) => [seat.itemId, seat]));
        for (const { itemId, reviewer } of dealt)
          expect(seats.get(itemId)?.people).toContain(reviewer);
        for (const { itemId, places } of seats.values())
          expect(dealt.filter((one) => one.itemId === itemId).length).toBeLessThanOrEqual(places);
        const before = fixedShares(situation);
        const after = sharesOf(situation, rowsAfter(situation, dealt));
        for (const [player, reviewer] of presentReviewers(situation.session).entries())
          expect(after[player]).toBeLessThanOrEqual(
            Math.max(before[player] ?? 0, capOf(situation.session, reviewer)),
          );
      }),
      { numRuns: 500 },
    );
  });

  it("deals every place that can be dealt, as level as trying everything can make it", () => {
    fc.assert(
      fc.property(situations({ maxPeople: 3, maxItems: 4 }), (situation) => {
        const dealt = plan(situation);
        const unevenness = squares(sharesOf(situation, rowsAfter(situation, dealt)));
        expect({ dealt: dealt.length, unevenness }).toEqual(bestOf(situation));
      }),
      { numRuns: 1_000 },
    );
  });

  it("makes shares differ by at most one when nothing is settled and there are no caps", () => {
    const fresh = situations({ states: ["waiting"], hasCaps: false, maxPeople: 8, maxItems: 40 });
    fc.assert(
      fc.property(fresh, (situation) => {
        const shares = sharesOf(situation, rowsAfter(situation, plan(situation)));
        expect(Math.max(...shares, 0) - Math.min(...shares, Infinity)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps shares within one of each other as people join, leave and answer, however often it deals again", () => {
    const step = fc.record({ kind: fc.constantFrom("join", "leave", "answer"), pick: fc.nat() });
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 40 }),
        fc.integer({ min: 1, max: 2 }),
        fc.array(step, { maxLength: 15 }),
        (count, labelsPerTrace, steps) => {
          const items = Array.from({ length: count }, (_, index) => itemAt(index + 1));
          let people = peopleOf(3);
          let rows: readonly Assignment[] = [];
          let joined = 3;
          for (const { kind, pick } of steps) {
            if (kind === "join") people = people.concat(peopleOf((joined += 1)).slice(-1));
            if (kind === "leave" && people.length > 1)
              people = people.filter((_, index) => index !== pick % people.length);
            const waiting = rows.filter(({ state }) => state === "waiting");
            const answered = waiting[pick % Math.max(1, waiting.length)];
            if (kind === "answer" && answered)
              rows = rows.map((row) => (row === answered ? { ...row, state: "submitted" } : row));
            const situation = {
              session: sessionOf({ assignedUsers: [...people], labelsPerTrace }),
              items,
              rows,
            };
            rows = rowsAfter(situation, plan(situation));
            const shares = sharesOf(situation, rows);
            // Few answers among many items never fix a share above the mean.
            expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(
              Math.max(1, Math.max(...fixedShares(situation)) - Math.min(...shares)),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("moves nothing when it deals again without a change, in whatever order it reads the rows", () => {
    fc.assert(
      fc.property(situations({ maxItems: 20 }), fc.boolean(), (situation, isReversed) => {
        const dealt = plan(situation);
        const rows = rowsAfter(situation, dealt);
        expect(plan({ ...situation, rows: isReversed ? rows.toReversed() : rows })).toEqual(dealt);
      }),
      { numRuns: 500 },
    );
  });

  it("deals the same however the rows are ordered", () => {
    fc.assert(
      fc.property(situations(), (situation) => {
        const reversed = { ...situation, rows: situation.rows.toReversed() };
        expect(plan(reversed)).toEqual(plan(situation));
      }),
      { numRuns: 300 },
    );
  });
});
