import { describe, expect, it } from "vitest";
import {
  capOf,
  namedReviewers,
  placesOf,
  wantedLabels,
  type DealingFields,
} from "../../src/dealing/wanted-labels.js";
import type { WorkItem } from "../../src/item.js";
import { ana, ben, cleo, itemAt, sessionOf } from "./dealing-world.js";

const manual = { strategy: "manual" } as const;

describe("wantedLabels and placesOf", () => {
  it.each<[string, Partial<DealingFields>, Partial<WorkItem>, number, number]>([
    ["everyone of two", { labelsPerTrace: "everyone" }, {}, 2, Infinity],
    ["everyone of nobody", { labelsPerTrace: "everyone", assignedUsers: [] }, {}, 0, Infinity],
    ["one of two", { labelsPerTrace: 1 }, {}, 1, 1],
    ["five of two", { labelsPerTrace: 5 }, {}, 2, 2],
    ["three of nobody", { labelsPerTrace: 3, assignedUsers: [] }, {}, 0, 0],
    ["everyone, one away", { labelsPerTrace: "everyone", away: [ben] }, {}, 1, Infinity],
    ["two, one away", { labelsPerTrace: 2, away: [ben] }, {}, 1, 1],
    ["two, a stranger away", { labelsPerTrace: 2, away: [cleo] }, {}, 2, 2],
    ["one and one more", {}, { extraLabels: 1 }, 2, 2],
    ["one and two more, of two", {}, { extraLabels: 2 }, 2, 2],
    ["everyone and one more", { labelsPerTrace: "everyone" }, { extraLabels: 1 }, 2, Infinity],
    ["every fifth, the fourth", { overlap: { every: 5, labels: 2 } }, { position: 4 }, 1, 1],
    ["every fifth, the fifth", { overlap: { every: 5, labels: 2 } }, { position: 5 }, 2, 2],
    ["every fifth, the tenth", { overlap: { every: 5, labels: 2 } }, { position: 10 }, 2, 2],
    [
      "every second of everyone's once",
      { labelsPerTrace: "everyone", overlap: { every: 2, labels: 1 } },
      { position: 2 },
      1,
      1,
    ],
    ["names in a session dealt evenly", {}, { assignees: [ana, ben] }, 1, 1],
    ["two names", { dealing: manual }, { assignees: [ana, ben] }, 2, 2],
    ["one name twice", { dealing: manual }, { assignees: [ana, ana] }, 1, 1],
    ["a name who is away", { dealing: manual, away: [ana] }, { assignees: [ana] }, 1, 1],
    ["a stranger's name", { dealing: manual }, { assignees: [cleo] }, 1, 1],
    ["a name and one more", { dealing: manual }, { assignees: [ana], extraLabels: 1 }, 2, 2],
    [
      "a name where everyone answers",
      { dealing: manual, labelsPerTrace: "everyone" },
      { assignees: [ana] },
      1,
      1,
    ],
  ])("with %s", (_, session, item, wanted, places) => {
    expect(wantedLabels(sessionOf(session), itemAt(1, item))).toBe(wanted);
    expect(placesOf(sessionOf(session), itemAt(1, item))).toBe(places);
  });
});

describe("namedReviewers", () => {
  it("names those who are here, and nobody unless the session is dealt by name", () => {
    const item = itemAt(1, { assignees: [cleo, ben, ana] });
    const session = sessionOf({ dealing: manual, away: [ana] });
    expect(namedReviewers(session, item)).toEqual([ben]);
    expect(namedReviewers(sessionOf(), item)).toEqual([]);
  });
});

describe("capOf", () => {
  it("lets a person's own limit go before the session's, also when it is zero", () => {
    const caps = [{ reviewer: ana, cap: 0 }];
    expect(capOf({ dealing: { strategy: "even" } }, ana)).toBe(Infinity);
    expect(capOf({ dealing: { strategy: "even", cap: 3 } }, ana)).toBe(3);
    expect(capOf({ dealing: { strategy: "even", cap: 3, caps } }, ana)).toBe(0);
    expect(capOf({ dealing: { strategy: "even", cap: 3, caps } }, ben)).toBe(3);
  });
});
