import { describe, expect, it } from "vitest";
import { chooseNext, type OfferQuestion } from "../../src/dealing/choose-next.js";
import type { Standing } from "../../src/dealing/standing.js";
import { mine, NOW_MS, standingAt } from "./standings.js";

/** What is chosen: how, and the position of which item; or until when nothing is. */
function choose(
  standings: readonly Standing[],
  { terms, ...more }: Partial<OfferQuestion> = {},
): readonly [string, number?] {
  const question = { terms: { nowMs: NOW_MS, ...terms }, cap: Infinity, load: 0, ...more };
  const choice = chooseNext(question, standings);
  switch (choice.kind) {
    case "renew":
    case "offer":
      return [choice.kind, choice.standing.item.position];
    case "nothing":
      return choice.waitUntilMs === undefined ? ["nothing"] : ["nothing", choice.waitUntilMs];
  }
}

const expired = mine({ leaseUntilMs: NOW_MS });
const waiting = mine({ state: "waiting" });
const returned = mine({ state: "postponed", postponedUntilMs: NOW_MS });
const postponed = mine({ state: "postponed", postponedUntilMs: 3_000 });
const full = { answers: 2 };

describe("chooseNext", () => {
  it.each<[string, readonly Standing[], readonly [string, number?]]>([
    ["has nothing where there is nothing", [], ["nothing"]],
    [
      "renews a live offer before anything else, also of a full item",
      [standingAt(1, { mine: expired }), standingAt(2), standingAt(3, { mine: mine(), ...full })],
      ["renew", 3],
    ],
    [
      "renews an expired offer before what is dealt",
      [standingAt(1, { mine: waiting }), standingAt(2, { mine: expired })],
      ["renew", 2],
    ],
    [
      "renews no expired offer of a full item",
      [standingAt(1, { mine: expired, ...full }), standingAt(2)],
      ["offer", 2],
    ],
    [
      "renews no expired offer whose place waits for somebody else",
      [standingAt(1, { mine: expired, places: 1, otherWaiting: 1 })],
      ["nothing"],
    ],
    [
      "takes what is dealt before what lacks more, in order of addition",
      [
        standingAt(3),
        standingAt(2, { mine: waiting, answers: 1 }),
        standingAt(1, { mine: waiting, answers: 1 }),
      ],
      ["offer", 1],
    ],
    [
      "takes what is dealt although it waits for as many others as there are places",
      [standingAt(1, { mine: waiting, otherWaiting: 2 })],
      ["offer", 1],
    ],
    [
      "leaves what is dealt while answers and others' offers fill every place",
      [standingAt(1, { mine: waiting, answers: 1, otherLeasesMs: [1_500] }), standingAt(2)],
      ["offer", 2],
    ],
    [
      "takes what lacks most, then what was added first",
      [
        standingAt(4),
        standingAt(1, { answers: 1 }),
        standingAt(2, { otherLeasesMs: [1_500] }),
        standingAt(3),
        standingAt(5, { otherWaiting: 1 }),
      ],
      ["offer", 3],
    ],
    [
      "takes a large item that has an answer before a small one that has none",
      [standingAt(1, { places: 1 }), standingAt(2, { places: 3, answers: 1 })],
      ["offer", 2],
    ],
    [
      "takes nothing that waits for others",
      [standingAt(1, { answers: 1, otherWaiting: 1 })],
      ["nothing"],
    ],
    [
      "takes the item with the fewest answers and offers where everyone answers, whoever it waits for, before any other",
      [
        standingAt(1, { places: 3 }),
        standingAt(2, { places: Infinity, answers: 2 }),
        standingAt(3, { places: Infinity, answers: 1, otherLeasesMs: [1_500] }),
        standingAt(4, { places: Infinity, otherLeasesMs: [1_500], otherWaiting: 5 }),
      ],
      ["offer", 4],
    ],
    [
      "brings back what was postponed when nothing else is left",
      [standingAt(1, { mine: returned }), standingAt(2, { answers: 1 })],
      ["offer", 2],
    ],
    [
      "brings back first what lacks most of what was postponed",
      [standingAt(1, { mine: returned, answers: 1 }), standingAt(2, { mine: returned })],
      ["offer", 2],
    ],
    [
      "gives nobody again what was answered or declined",
      [
        standingAt(1, { mine: mine({ state: "submitted" }) }),
        standingAt(2, { mine: mine({ state: "declined" }) }),
      ],
      ["nothing"],
    ],
    [
      "gives nothing that is excluded, not even the open offer",
      [
        standingAt(1, { state: "excluded", mine: mine() }),
        standingAt(2, { state: "excluded" }),
        standingAt(3, { state: "excluded", mine: postponed }),
      ],
      ["nothing"],
    ],
  ])("%s", (_, standings, expected) => {
    expect(choose(standings)).toEqual(expected);
    expect(choose(standings.toReversed())).toEqual(expected);
  });

  it("brings back what was postponed before its time only when asked", () => {
    expect(choose([standingAt(1, { mine: postponed })])).toEqual(["nothing", 3_000]);
    const terms = { nowMs: NOW_MS, includePostponed: true };
    expect(choose([standingAt(1, { mine: postponed })], { terms })).toEqual(["offer", 1]);
  });

  it.each<[string, Standing, readonly [string, number?]]>([
    ["nothing new", standingAt(1), ["nothing"]],
    ["nothing that was dealt", standingAt(1, { mine: waiting }), ["nothing"]],
    ["the open offer", standingAt(1, { mine: mine() }), ["renew", 1]],
    ["an expired offer", standingAt(1, { mine: expired }), ["renew", 1]],
    ["what was postponed", standingAt(1, { mine: returned }), ["offer", 1]],
  ])("gives somebody at the cap %s", (_, standing, expected) => {
    expect(choose([standing], { cap: 3, load: 3 })).toEqual(expected);
  });

  it("gives somebody below the cap something new", () => {
    expect(choose([standingAt(1)], { cap: 3, load: 2 })).toEqual(["offer", 1]);
  });

  it.each<[string, Standing, number | undefined]>([
    ["its first offer runs out", standingAt(1, { otherLeasesMs: [1_500, 1_800] }), 1_500],
    ["enough offers run out", standingAt(1, { places: 1, otherLeasesMs: [1_500, 1_800] }), 1_800],
    [
      "both its offer runs out and its time comes",
      standingAt(1, { places: 1, otherLeasesMs: [3_500], mine: postponed }),
      3_500,
    ],
    [
      "its time comes, later than the offer runs out",
      standingAt(1, { places: 1, otherLeasesMs: [1_500], mine: postponed }),
      3_000,
    ],
    [
      "another's offer of what was dealt runs out",
      standingAt(1, { answers: 1, otherLeasesMs: [1_500], mine: waiting, otherWaiting: 1 }),
      1_500,
    ],
    ["never, as its answers fill it", standingAt(1, { ...full, mine: postponed }), undefined],
    [
      "never, as its other place waits for somebody else",
      standingAt(1, { otherLeasesMs: [1_500], otherWaiting: 2 }),
      undefined,
    ],
  ])("says to wait until %s", (_, standing, waitUntilMs) => {
    const expected = waitUntilMs === undefined ? ["nothing"] : ["nothing", waitUntilMs];
    expect(choose([standing])).toEqual(expected);
  });

  it("lets nobody at the cap wait for something new", () => {
    const standings = [standingAt(1, { places: 1, otherLeasesMs: [1_500] })];
    expect(choose(standings, { cap: 1, load: 1 })).toEqual(["nothing"]);
  });

  it("says the soonest of all times", () => {
    const standings = [
      standingAt(1, { mine: postponed }),
      standingAt(2, { places: 1, otherLeasesMs: [1_700] }),
      standingAt(3, { places: 1, otherLeasesMs: [1_900] }),
    ];
    expect(choose(standings)).toEqual(["nothing", 1_700]);
  });
});
