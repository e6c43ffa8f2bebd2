import { describe, expect, it } from "vitest";
import { TraceId } from "../../src/ids.js";
import type { Json } from "../../src/json.js";
import { resolveLabels, type Resolution } from "../../src/sync/resolve-labels.js";
import type { Label, SyncPolicy } from "../../src/sync/sync-plan.js";
import { label } from "./labels.js";

const gold = { adjudicated: true } as const;
const elsewhere = { traceId: TraceId.parse("t2") } as const;

/** The value and how it came about, or who holds what. */
function brief(resolution: Resolution) {
  const names = (reviewers: readonly string[]) => reviewers.map((one) => one.split("@")[0]);
  return resolution.kind === "value"
    ? [resolution.how, resolution.value, names(resolution.reviewers).join(" ")]
    : [
        resolution.between,
        ...resolution.values.map(({ value, reviewers }) => [value, names(reviewers).join(" ")]),
      ];
}

/** Settles the labels, and makes sure that their order does not matter. */
function resolve(policy: SyncPolicy, labels: readonly Label[]) {
  const resolution = resolveLabels(labels, policy);
  expect(resolveLabels(labels.toReversed(), policy)).toEqual(resolution);
  return brief(resolution);
}

describe("resolveLabels by agreement", () => {
  it.each<[string, readonly Label[], readonly Json[]]>([
    ["what one gave alone", [label("ana", "x")], ["unanimous", "x", "ana"]],
    [
      "what all gave, however the number is written",
      [label("ana", 1n), label("ben", 1)],
      ["unanimous", 1n, "ana ben"],
    ],
    [
      "what more than half gave",
      [label("ana", "x"), label("ben", "y"), label("cleo", "x")],
      ["majority", "x", "ana cleo"],
    ],
    [
      "nothing at a tie",
      [label("ana", "x"), label("ben", "y")],
      ["answers", ["x", "ana"], ["y", "ben"]],
    ],
    [
      "nothing when the most is not more than half",
      [label("ana", "x"), label("ben", "y"), label("cleo", "x"), label("dan", "z")],
      ["answers", ["x", "ana cleo"], ["y", "ben"], ["z", "dan"]],
    ],
    [
      "one voice of somebody who answered several traces alike",
      [label("ana", "x"), label("ben", "y"), label("ana", "x", elsewhere)],
      ["answers", ["x", "ana"], ["y", "ben"]],
    ],
    [
      "two voices of somebody who answered traces with the same inputs differently",
      [label("ana", "x"), label("ana", "y", elsewhere)],
      ["answers", ["x", "ana"], ["y", "ana"]],
    ],
    [
      "what a second reviewer confirms of somebody's two answers",
      [label("ana", "x"), label("ana", "y", elsewhere), label("ben", "y")],
      ["majority", "y", "ana ben"],
    ],
    [
      "lists with the same entries in another order, as they were given first",
      [label("ana", ["b", "a"]), label("ben", ["a", "b", "a"])],
      ["unanimous", ["b", "a"], "ana ben"],
    ],
    [
      "nothing when one list has more entries",
      [label("ana", ["a"]), label("ben", ["a", "b"])],
      ["answers", [["a"], "ana"], [["a", "b"], "ben"]],
    ],
    [
      "nothing when one gave a list and one its only entry",
      [label("ana", ["a"]), label("ben", "a")],
      ["answers", [["a"], "ana"], ["a", "ben"]],
    ],
    [
      "nothing when entries run together alike",
      [label("ana", ["a", "b"]), label("ben", ["a,b"])],
      ["answers", [["a", "b"], "ana"], [["a,b"], "ben"]],
    ],
  ])("takes %s", (_, labels, expected) => {
    expect(resolve("agreed", labels)).toEqual(expected);
  });
});

describe("resolveLabels with a decision", () => {
  it.each<SyncPolicy>(["agreed", "union"])(
    "takes it instead of the answers under the policy %s, whatever their number",
    (policy) => {
      const labels = [
        label("dana", ["gold"], gold),
        label("ana", ["x"]),
        label("ben", ["x"]),
        label("dana", ["x"]),
      ];
      expect(resolve(policy, labels)).toEqual(["adjudicated", ["gold"], "dana"]);
    },
  );

  it("takes two decisions that say the same, on traces with the same inputs", () => {
    const labels = [
      label("dana", ["a", "b"], gold),
      label("erin", ["b", "a"], { ...gold, ...elsewhere }),
    ];
    expect(resolve("agreed", labels)).toEqual(["adjudicated", ["a", "b"], "dana erin"]);
  });

  it.each<SyncPolicy>(["agreed", "union"])(
    "holds back two decisions that differ under the policy %s, and names only these",
    (policy) => {
      const labels = [
        label("ana", ["x"]),
        label("dana", ["a"], gold),
        label("dana", ["b"], { ...gold, ...elsewhere }),
      ];
      expect(resolve(policy, labels)).toEqual(["decisions", [["a"], "dana"], [["b"], "dana"]]);
    },
  );

  it("takes the newest value under latest, decided or not", () => {
    const decision = label("dana", "gold", gold);
    const later = label("ana", "x");
    expect(resolve("latest", [decision, later])).toEqual(["latest", "x", "ana"]);
    const last = label("dana", "gold", gold);
    expect(resolve("latest", [decision, later, last])).toEqual(["latest", "gold", "dana"]);
  });
});

describe("resolveLabels by union", () => {
  it("takes every entry once, in the order in which they were first given", () => {
    const labels = [
      label("ana", ["b", "a"]),
      label("ben", ["c", "a", "A", "a "]),
      label("cleo", ["d", "b"]),
    ];
    expect(resolve("union", labels)).toEqual([
      "union",
      ["b", "a", "c", "A", "a ", "d"],
      "ana ben cleo",
    ]);
  });

  it("leaves what is no list to agreement", () => {
    expect(resolve("union", [label("ana", "x"), label("ben", "y")])[0]).toBe("answers");
    expect(resolve("union", [label("ana", ["x"]), label("ben", "x")])[0]).toBe("answers");
    expect(resolve("union", [label("ana", "x"), label("ben", "x")])[0]).toBe("unanimous");
  });
});

describe("resolveLabels by time", () => {
  it("takes the newest value as it was given, with all who gave exactly that", () => {
    const labels = [
      label("ana", ["a", "b"]),
      label("ben", ["b", "a"]),
      label("cleo", ["c"]),
      label("dan", ["b", "a"]),
    ];
    expect(resolve("latest", labels)).toEqual(["latest", ["b", "a"], "ben dan"]);
  });

  it("makes the same choice every time between values of one millisecond", () => {
    const givenAtMs = 7;
    const labels = [label("ana", "x", { givenAtMs }), label("ben", "a", { givenAtMs })];
    expect(resolve("latest", labels)).toEqual(["latest", "a", "ben"]);
  });

  it("gives the time of the newest label behind the value", () => {
    const labels = [
      label("ana", "x", { givenAtMs: 5 }),
      label("ben", "y", { givenAtMs: 9 }),
      label("cleo", "x", { givenAtMs: 7 }),
    ];
    expect(resolveLabels(labels, "agreed")).toMatchObject({ value: "x", givenAtMs: 7 });
    expect(resolveLabels(labels, "latest")).toMatchObject({ value: "y", givenAtMs: 9 });
  });
});
