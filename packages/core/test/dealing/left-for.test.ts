import { describe, expect, it } from "vitest";
import { leftFor } from "../../src/dealing/left-for.js";
import { canBeOffered, type Standing } from "../../src/dealing/standing.js";
import { ana, ben, cleo } from "./dealing-world.js";
import { mine, NOW_MS, standingAt } from "./standings.js";

const question = { nowMs: NOW_MS, cap: Infinity, load: 0, untouched: 0 };

describe("leftFor", () => {
  it.each<[string, number, Standing]>([
    ["a live offer, also of a full item", 1, standingAt(1, { mine: mine(), answers: 2 })],
    ["an expired offer", 1, standingAt(1, { mine: mine({ leaseUntilMs: NOW_MS }) })],
    [
      "no expired offer of a full item",
      0,
      standingAt(1, { mine: mine({ leaseUntilMs: NOW_MS }), answers: 2 }),
    ],
    [
      "what is postponed, however long",
      1,
      standingAt(1, { mine: mine({ state: "postponed", postponedUntilMs: 9_000 }) }),
    ],
    [
      "nothing postponed whose places wait for others",
      0,
      standingAt(1, { mine: mine({ state: "postponed" }), answers: 1, otherWaiting: 1 }),
    ],
    ["what is dealt", 1, standingAt(1, { mine: mine({ state: "waiting" }), otherWaiting: 2 })],
    [
      "what is dealt and on offer to others, which may run out",
      1,
      standingAt(1, { mine: mine({ state: "waiting" }), otherLeasesMs: [1_500, 1_600] }),
    ],
    [
      "nothing dealt that has its answers",
      0,
      standingAt(1, { mine: mine({ state: "waiting" }), answers: 2 }),
    ],
    ["nothing answered", 0, standingAt(1, { mine: mine({ state: "submitted" }) })],
    ["nothing declined", 0, standingAt(1, { mine: mine({ state: "declined" }) })],
    ["nothing excluded", 0, standingAt(1, { state: "excluded", mine: mine() })],
  ])("counts %s", (_, expected, standing) => {
    expect(leftFor(question, [standing])).toBe(expected);
  });

  it("limits by the cap what would be new, and nothing else", () => {
    const own = [
      standingAt(1, { mine: mine() }),
      standingAt(2, { mine: mine({ state: "postponed" }) }),
      standingAt(3, { mine: mine({ state: "waiting" }) }),
      standingAt(4, { mine: mine({ state: "waiting" }) }),
    ];
    expect(leftFor({ ...question, untouched: 5 }, own)).toBe(9);
    expect(leftFor({ ...question, untouched: 5, cap: 5, load: 2 }, own)).toBe(5);
    expect(leftFor({ ...question, untouched: 5, cap: 1, load: 2 }, own)).toBe(2);
  });
});

describe("canBeOffered", () => {
  const session = {
    state: "open",
    lifecycle: "active",
    assignedUsers: [ana, ben],
    away: [ben],
  } as const;

  it("is so for assigned people who are here, in open sessions that are not deleted", () => {
    const open = { ...session, assignedUsers: [ana, ben], away: [ben] };
    expect([ana, ben, cleo].map((who) => canBeOffered(open, who))).toEqual([true, false, false]);
    expect(canBeOffered({ ...open, state: "paused" }, ana)).toBe(false);
    expect(canBeOffered({ ...open, state: "closed" }, ana)).toBe(false);
    expect(canBeOffered({ ...open, lifecycle: "deleted" }, ana)).toBe(false);
  });
});
