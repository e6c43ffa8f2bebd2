import type { NewAdjudication } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  adjudicationOf,
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  newRunId,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** How decisions on disagreements are kept. */
export function describeAdjudications(suite: WorkStoreSuite): void {
  describePart(suite, "adjudications", (bench) => {
    decisionCases(bench);
    publishingCases(bench);
  });
}

const decide = (bench: WorkBench, adjudication: NewAdjudication) =>
  bench.within(({ adjudications }) => adjudications.decide(adjudication));

function decisionCases(bench: WorkBench): void {
  it("gives back a decision as it was made, as revision 1", async () => {
    const { gesture, ...given } = {
      ...adjudicationOf(newRunId(), 1, "one"),
      answers: [
        { name: "correct", value: false, comment: "Größe 大きさ 🏠" },
        { name: "facts", value: ["a", 'b "c"'] },
        { name: "score", value: 0.1 },
      ],
      reason: "Both overlooked the second page; see 'there'.\n\u{1f642}",
      decidedOn: [
        { reviewer: ben, revision: 3 },
        { reviewer: ana, revision: 1 },
      ],
    };
    const adjudication = { ...given, revision: 1, publishedRevision: 0 };
    expect(await decide(bench, { ...given, gesture })).toEqual({ kind: "decided", adjudication });
    await bench.within(async ({ adjudications }) => {
      expect(await adjudications.find(given.runId, given.itemId)).toEqual(adjudication);
      expect(await adjudications.list(given.runId)).toEqual([adjudication]);
    });
  });

  it("replaces all of a decision by a later one: answers, reason and who decided", async () => {
    const runId = newRunId();
    await decide(bench, { ...adjudicationOf(runId, 1, "one"), reason: "first" });
    const { gesture: _gesture, ...second } = {
      ...adjudicationOf(runId, 1, "two"),
      by: ben,
      answers: [{ name: "other", value: true }],
      decidedOn: [{ reviewer: cleo, revision: 2 }],
      decidedAtMs: 5_000,
    };
    await decide(bench, { ...second, gesture: "two" });
    expect(await bench.within(({ adjudications }) => adjudications.find(runId, itemId(1)))).toEqual(
      { ...second, revision: 2, publishedRevision: 0 },
    );
  });

  it("recognises the same gesture, also after a later one", async () => {
    const runId = newRunId();
    await decide(bench, adjudicationOf(runId, 1, "one"));
    await decide(bench, adjudicationOf(runId, 1, "two"));
    expect(await decide(bench, adjudicationOf(runId, 1, "one"))).toMatchObject({
      kind: "repeated",
      adjudication: { revision: 2, answers: [{ comment: "by two" }] },
    });
  });

  it("takes the same gesture on another item, and in another session, for another decision", async () => {
    const [runId, other] = [newRunId(), newRunId()];
    for (const one of [
      adjudicationOf(runId, 1, "one"),
      adjudicationOf(runId, 2, "one"),
      adjudicationOf(other, 1, "one"),
    ])
      expect(await decide(bench, one)).toMatchObject({
        kind: "decided",
        adjudication: { revision: 1 },
      });
  });

  it("decides once by a gesture, however often it arrives at the same time", async () => {
    const runId = newRunId();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => decide(bench, adjudicationOf(runId, 1, "tap"))),
    );
    expect(outcomes.filter(({ kind }) => kind === "decided")).toHaveLength(1);
    expect(outcomes.every(({ adjudication }) => adjudication.revision === 1)).toBe(true);
  });

  it("gives different decisions that are made at once different revisions", async () => {
    const runId = newRunId();
    const outcomes = await Promise.all(
      ["a", "b", "c", "d", "e"].map((gesture) => decide(bench, adjudicationOf(runId, 1, gesture))),
    );
    const revisions = outcomes.map(({ adjudication }) => adjudication.revision);
    expect(new Set(revisions)).toEqual(new Set([1, 2, 3, 4, 5]));
    const last = outcomes.find(({ adjudication }) => adjudication.revision === 5);
    expect(await bench.within(({ adjudications }) => adjudications.find(runId, itemId(1)))).toEqual(
      last?.adjudication,
    );
  });

  it("lists the decisions of one session in the order of their first revisions", async () => {
    const runId = newRunId();
    await decide(bench, adjudicationOf(newRunId(), 1, "elsewhere"));
    for (const [position, gesture] of [
      [3, "one"],
      [1, "one"],
      [2, "one"],
      [3, "two"],
    ] as const)
      await decide(bench, adjudicationOf(runId, position, gesture));
    const listed = await bench.within(({ adjudications }) => adjudications.list(runId));
    expect(listed.map((one) => [one.itemId, one.revision])).toEqual([
      [itemId(3), 2],
      [itemId(1), 1],
      [itemId(2), 1],
    ]);
  });

  it("finds nothing where nothing was decided", async () => {
    const runId = newRunId();
    await decide(bench, adjudicationOf(runId, 1, "one"));
    await bench.within(async ({ adjudications }) => {
      expect(await adjudications.find(runId, itemId(2))).toBeUndefined();
      expect(await adjudications.list(newRunId())).toEqual([]);
    });
  });
}

function publishingCases(bench: WorkBench): void {
  it("records which revision is published, never moves it backwards, and keeps it with a later one", async () => {
    const runId = newRunId();
    await decide(bench, adjudicationOf(runId, 1, "one"));
    await decide(bench, adjudicationOf(runId, 1, "two"));
    await decide(bench, adjudicationOf(runId, 2, "one"));
    const mark = (revision: number) =>
      bench.within(({ adjudications }) => adjudications.markPublished(runId, itemId(1), revision));
    await mark(2);
    await mark(1);
    await decide(bench, adjudicationOf(runId, 1, "three"));
    const listed = await bench.within(({ adjudications }) => adjudications.list(runId));
    expect(listed.map((one) => [one.revision, one.publishedRevision])).toEqual([
      [3, 2],
      [1, 0],
    ]);
  });

  it("takes it calmly when what was never decided is marked as published", async () => {
    const runId = newRunId();
    await bench.within(({ adjudications }) => adjudications.markPublished(runId, itemId(1), 1));
    expect(await bench.within(({ adjudications }) => adjudications.list(runId))).toEqual([]);
  });
}
