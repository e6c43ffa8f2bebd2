import { describe, expect, it } from "vitest";
import { expectedEndMs, type Outlook } from "../../src/report/expected-end.js";

const DAY_MS = 24 * 3_600_000;
const nowMs = 100 * DAY_MS;
const daysAgo = (days: number) => nowMs - days * DAY_MS;

describe("expectedEndMs", () => {
  it.each<[string, Omit<Outlook, "nowMs">, number | undefined]>([
    [
      "the rate of the last seven days",
      { left: 4, startedAtMs: daysAgo(30), answeredAtMs: [29, 28, 8, 6, 1].map(daysAgo) },
      14,
    ],
    [
      "the rate since work began, when that is less",
      { left: 4, startedAtMs: daysAgo(2), answeredAtMs: [2, 1].map(daysAgo) },
      4,
    ],
    [
      "nothing, when nothing is left",
      { left: 0, startedAtMs: daysAgo(2), answeredAtMs: [daysAgo(1)] },
      undefined,
    ],
    [
      "nothing, after a week without answers",
      { left: 4, startedAtMs: daysAgo(9), answeredAtMs: [daysAgo(8)] },
      undefined,
    ],
    [
      "nothing, before the first answer",
      { left: 4, startedAtMs: Infinity, answeredAtMs: [] },
      undefined,
    ],
    [
      "nothing, in the moment of the first answer",
      { left: 4, startedAtMs: nowMs, answeredAtMs: [nowMs] },
      undefined,
    ],
  ])("goes by %s", (_, outlook, days) => {
    const endMs = expectedEndMs({ nowMs, ...outlook });
    expect(endMs).toBe(days === undefined ? undefined : nowMs + days * DAY_MS);
  });
});
