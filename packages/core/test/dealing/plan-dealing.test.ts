import { describe, expect, it } from "vitest";
import type { Reservation } from "../../src/assignment.js";
import { needsDealing, planDealing } from "../../src/dealing/plan-dealing.js";
import { ana, ben, cleo, itemAt, itemsOf, peopleOf, rowOf, sessionOf } from "./dealing-world.js";

/** Who is dealt which positions. */
function dealt(reservations: readonly Reservation[]): Record<string, readonly number[]> {
  const hands: Record<string, number[]> = {};
  for (const { itemId, reviewer } of reservations)
    (hands[reviewer.split("@")[0] ?? ""] ??= []).push(Number(itemId.slice("item-".length)));
  return hands;
}

const manual = { strategy: "manual" } as const;

describe("planDealing of a session dealt evenly", () => {
  it("deals in turn, in the order of assignment", () => {
    const plan = planDealing(sessionOf({ assignedUsers: [ben, ana] }), itemsOf(5), []);
    expect(dealt(plan)).toEqual({ ben: [1, 3, 5], ana: [2, 4] });
  });

  it("gives nobody an item twice, and no more places than there are people", () => {
    const plan = planDealing(sessionOf({ labelsPerTrace: 3 }), itemsOf(2), []);
    expect(dealt(plan)).toEqual({ ana: [1, 2], ben: [1, 2] });
  });

  it("counts what is answered, on offer and postponed as the person's share, and moves none of it", () => {
    const rows = [
      rowOf(1, ana, "submitted"),
      rowOf(2, ana, "offered"),
      rowOf(3, ana, "postponed"),
      rowOf(4, ana, "waiting"),
    ];
    const plan = planDealing(sessionOf(), itemsOf(6), rows);
    expect(dealt(plan)).toEqual({ ben: [4, 5, 6] });
  });

  it("moves to a person who joins only what levels the shares", () => {
    const before = planDealing(sessionOf(), itemsOf(12), []);
    const rows = before.map(({ itemId, reviewer }) =>
      rowOf(Number(itemId.slice(5)), reviewer, "waiting"),
    );
    const after = planDealing(sessionOf({ assignedUsers: [ana, ben, cleo] }), itemsOf(12), rows);
    const hands = dealt(after);
    expect(Object.values(hands).map(({ length }) => length)).toEqual([4, 4, 4]);
    const was = dealt(before);
    expect(hands["ana"]?.every((position) => was["ana"]?.includes(position))).toBe(true);
    expect(hands["ben"]?.every((position) => was["ben"]?.includes(position))).toBe(true);
  });

  it("deals the places of people who are away or gone to the others, offers and postponed ones too", () => {
    const rows = [
      rowOf(1, ben, "offered"),
      rowOf(2, ben, "postponed"),
      rowOf(3, ben, "waiting"),
      rowOf(4, ben, "submitted"),
    ];
    const gone = planDealing(sessionOf({ assignedUsers: [ana] }), itemsOf(4), rows);
    const away = planDealing(sessionOf({ away: [ben] }), itemsOf(4), rows);
    expect([dealt(gone), dealt(away)]).toEqual([{ ana: [1, 2, 3] }, { ana: [1, 2, 3] }]);
  });

  it("gives a declined item to somebody else", () => {
    const plan = planDealing(sessionOf(), itemsOf(2), [rowOf(1, ana, "declined")]);
    expect(dealt(plan)).toEqual({ ben: [1], ana: [2] });
  });

  it("exchanges items over several people where nothing else levels the shares", () => {
    const session = sessionOf({ assignedUsers: [ana, ben, cleo] });
    const rows = [
      // Ana has three; of them Ben may take the third, and Cleo only what Ben has.
      ...[1, 2, 3].map((position) => rowOf(position, ana, "waiting")),
      ...[1, 2].map((position) => rowOf(position, ben, "declined")),
      ...[1, 2, 3].map((position) => rowOf(position, cleo, "declined")),
      rowOf(4, ben, "waiting"),
      rowOf(5, ben, "waiting"),
    ];
    const plan = planDealing(session, itemsOf(5), rows);
    expect(dealt(plan)).toEqual({ ana: [1, 2], ben: [3, 5], cleo: [4] });
  });

  it("leaves excluded items and those that everyone answers alone", () => {
    const items = [itemAt(1), itemAt(2, { state: "excluded" }), itemAt(3), itemAt(4)];
    const session = sessionOf({ labelsPerTrace: "everyone", overlap: { every: 2, labels: 1 } });
    expect(dealt(planDealing(session, items, []))).toEqual({ ana: [4] });
  });

  it("deals what is complete and wants one more", () => {
    const items = [itemAt(1, { state: "complete", extraLabels: 1 })];
    const plan = planDealing(sessionOf(), items, [rowOf(1, ana, "submitted")]);
    expect(dealt(plan)).toEqual({ ben: [1] });
  });

  it("keeps to caps, and leaves places undealt when everyone is at theirs", () => {
    const caps = [{ reviewer: ana, cap: 1 }];
    const session = sessionOf({ dealing: { strategy: "even", cap: 3, caps } });
    const plan = planDealing(session, itemsOf(6), []);
    expect(dealt(plan)).toEqual({ ana: [1], ben: [2, 3, 4] });
  });

  it("counts what everyone answers against the cap", () => {
    const session = sessionOf({
      labelsPerTrace: "everyone",
      overlap: { every: 2, labels: 1 },
      dealing: { strategy: "even", cap: 2 },
    });
    const rows = [rowOf(1, ana, "submitted"), rowOf(3, ana, "offered")];
    expect(dealt(planDealing(session, itemsOf(4), rows))).toEqual({ ben: [2, 4] });
  });

  it("makes room for an item that only somebody at the cap may have", () => {
    const dealing = { strategy: "even", cap: 1 } as const;
    const rows = [rowOf(2, ben, "declined"), rowOf(1, ana, "waiting")];
    const plan = planDealing(sessionOf({ dealing }), itemsOf(2), rows);
    expect(dealt(plan)).toEqual({ ben: [1], ana: [2] });
  });

  it("lets the smallest shares keep their places when fewer labels are wanted", () => {
    const rows = itemsOf(4).flatMap(({ position }) =>
      [ana, ben].map((reviewer) => rowOf(position, reviewer, "waiting")),
    );
    expect(dealt(planDealing(sessionOf(), itemsOf(4), rows))).toEqual({ ana: [1, 3], ben: [2, 4] });
  });

  it("deals 100,000 items to 200 people in one go", () => {
    const plan = planDealing(
      sessionOf({ assignedUsers: [...peopleOf(200)], labelsPerTrace: 2 }),
      itemsOf(100_000),
      [],
    );
    const sizes = new Set(Object.values(dealt(plan)).map(({ length }) => length));
    expect([plan.length, ...sizes]).toEqual([200_000, 1_000]);
  });
});

describe("planDealing of a session dealt by name", () => {
  it("holds places for the people an item names, those who are here and have nothing to do with it", () => {
    const items = [
      itemAt(1, { assignees: [ana, ben] }),
      itemAt(2, { assignees: [ben, cleo] }),
      itemAt(3, { assignees: [cleo] }),
      itemAt(4),
    ];
    const plan = planDealing(sessionOf({ dealing: manual }), items, [rowOf(1, ana, "declined")]);
    expect(dealt(plan)).toEqual({ ben: [1, 2] });
  });

  it("holds none on excluded items and on those that have their answers", () => {
    const items = [
      itemAt(1, { assignees: [ana], state: "excluded" }),
      itemAt(2, { assignees: [ana] }),
    ];
    const plan = planDealing(sessionOf({ dealing: manual }), items, [rowOf(2, ben, "submitted")]);
    expect(plan).toEqual([]);
  });

  it("stops at a person's cap, in order of addition, so that others can have the rest", () => {
    const items = itemsOf(4).map((item) => ({ ...item, assignees: [ana] }));
    const session = sessionOf({ dealing: { ...manual, cap: 3 } });
    const rows = [rowOf(4, ana, "offered"), rowOf(3, ben, "waiting")];
    expect(dealt(planDealing(session, items, rows))).toEqual({ ana: [1, 2] });
  });
});

describe("planDealing of a session where whoever is free goes next", () => {
  it("deals nothing beforehand", () => {
    const session = sessionOf({ dealing: { strategy: "first-come" } });
    expect(planDealing(session, itemsOf(3), [rowOf(1, ana, "waiting")])).toEqual([]);
  });
});

describe("needsDealing", () => {
  it("is so where something may be dealt beforehand", () => {
    const overlap = { every: 2, labels: 1 };
    expect([
      needsDealing(sessionOf()),
      needsDealing(sessionOf({ dealing: manual })),
      needsDealing(sessionOf({ labelsPerTrace: "everyone", overlap })),
    ]).toEqual([true, true, true]);
    expect([
      needsDealing(sessionOf({ labelsPerTrace: "everyone" })),
      needsDealing(sessionOf({ dealing: { strategy: "first-come" }, overlap })),
    ]).toEqual([false, false]);
  });
});
