import { describe, expect, it } from "vitest";
import { answerTimes, medianSeconds, type Timed } from "../../src/report/answer-times.js";

const timed = (offeredAtMs: number, firstAcceptedAtMs: number, isWithdrawn = false): Timed => ({
  offeredAtMs,
  firstAcceptedAtMs,
  isWithdrawn,
});

describe("answerTimes", () => {
  it.each<[string, readonly Timed[], readonly (number | undefined)[]]>([
    ["from the offer", [timed(1_000, 4_000)], [3_000]],
    [
      "from the answer before, when the card was open all the while",
      [timed(1_000, 9_000), timed(1_000, 4_000)],
      [3_000, 5_000],
    ],
    [
      "from the offer again after a pause",
      [timed(1_000, 4_000), timed(60_000, 61_000)],
      [3_000, 1_000],
    ],
    [
      "of one that was taken back: none, but it ends what came before",
      [timed(1_000, 4_000, true), timed(1_000, 6_000)],
      [2_000],
    ],
    ["without a known offer: none", [timed(0, 4_000), timed(1_000, 6_000)], [undefined, 2_000]],
    ["of a clock that went back: nothing less than nothing", [timed(5_000, 4_000)], [0]],
  ])("takes the time %s", (_, submissions, expected) => {
    expect(answerTimes(submissions).map(({ tookMs }) => tookMs)).toEqual(expected);
  });
});

describe("medianSeconds", () => {
  it.each([
    [[], undefined],
    [[undefined], undefined],
    [[3_000], 3],
    [[9_000, 1_000, 2_000], 2],
    [[1_000, 2_000, 4_000, 9_000], 3],
    [[0, undefined], 0],
  ] as const)("of %j is %j", (took, expected) => {
    const times = took.map((tookMs) => (tookMs === undefined ? { atMs: 1 } : { atMs: 1, tookMs }));
    expect(medianSeconds(times)).toBe(expected);
  });
});
