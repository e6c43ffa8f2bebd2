import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { AssignmentEntry, DecisionEntry, ExportEntry } from "../../src/export/export-entry.js";
import { withDecisions } from "../../src/export/with-decisions.js";
import { decision, entry } from "./entries.js";
import { answers, linesOf, objectsOf } from "./exported.js";

const gold = decision({
  at: 3,
  answers: [
    { name: "facts", value: ["one"], comment: "of its own" },
    { name: "good", value: true },
  ],
  reason: "=the guide says so",
});

describe("exportAnswers of decisions", () => {
  it("has in the long shape a row for each decided question", async () => {
    const start = {
      run_id: "run-1",
      session: "Answers",
      item_id: "item-3",
      position: 3,
      trace_id: "tr-3",
      item_state: "complete",
      exclusion_reason: null,
      reviewer: "dana@example.com",
      state: "adjudicated",
      offered_at: null,
      first_answered_at: "1970-01-01T00:00:30.000Z",
      last_answered_at: "1970-01-01T00:00:30.000Z",
      seconds: null,
      edits: 0,
    };
    expect(await objectsOf([gold], "long")).toEqual([
      {
        ...start,
        question: "good",
        question_type: "feedback",
        question_title: "good?",
        input: "passFail",
        value: true,
        comment: "=the guide says so",
      },
      {
        ...start,
        question: "facts",
        question_type: "expectation",
        question_title: "facts?",
        input: "textList",
        value: ["one"],
        comment: "of its own",
      },
    ]);
  });

  it("has in the wide shape a row for the item", async () => {
    const rows = await objectsOf([entry({ at: 3, answers }), gold], "wide");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      state: "adjudicated",
      good: true,
      "good.comment": "=the guide says so",
      facts: ["one"],
      "facts.comment": "of its own",
      score: null,
      "score.comment": null,
    });
  });

  it("says when a changed decision was made last, and not when first", async () => {
    const [row] = await objectsOf([decision({ revision: 3 })], "long");
    expect(row).toMatchObject({
      first_answered_at: null,
      last_answered_at: "1970-01-01T00:00:30.000Z",
      edits: 2,
      comment: null,
    });
  });

  it("names whoever decided by the pseudonym of a reviewer, and defuses a reason", async () => {
    const own = entry({ reviewer: "dana@example.com", answers });
    const rows = await objectsOf([own, gold], "wide", { pseudonymSecret: "hush" });
    expect(rows[0]?.["reviewer"]).toMatch(/^reviewer-/);
    expect(rows[1]?.["reviewer"]).toBe(rows[0]?.["reviewer"]);
    const lines = await linesOf([gold], { shape: "long", format: "csv", pseudonymSecret: "hush" });
    expect(lines.join("")).not.toContain("@example.com");
    expect(lines[1]).toContain(",'=the guide says so");
  });
});

describe("withDecisions", () => {
  async function merged(
    assignments: readonly AssignmentEntry[],
    decisions: readonly DecisionEntry[],
  ): Promise<readonly ExportEntry[]> {
    const all: ExportEntry[] = [];
    const stream = (async function* () {
      yield* assignments;
    })();
    for await (const one of withDecisions(stream, decisions)) all.push(one);
    return all;
  }

  it("puts a decision behind the answers to its item, also where nobody had the item", async () => {
    const all = await merged(
      [entry({ at: 2, answers }), entry({ at: 2, reviewer: "ben@example.com" }), entry({ at: 4 })],
      [1, 2, 3, 5, 6].map((at) => decision({ at })),
    );
    expect(all.map(({ kind, item }) => `${item.position} ${kind}`)).toEqual([
      "1 decision",
      "2 assignment",
      "2 assignment",
      "2 decision",
      "3 decision",
      "4 assignment",
      "5 decision",
      "6 decision",
    ]);
  });

  it("loses and repeats nothing, and keeps the order of addition", async () => {
    const places = fc.array(fc.integer({ min: 1, max: 9 })).map((all) => all.toSorted(byNumber));
    await fc.assert(
      fc.asyncProperty(places, fc.uniqueArray(fc.integer({ min: 1, max: 9 })), async (a, d) => {
        const assignments = a.map((at) => entry({ at }));
        const decisions = d.toSorted(byNumber).map((at) => decision({ at }));
        const all = await merged(assignments, decisions);
        const sorted = [...assignments, ...decisions].toSorted(
          (one, other) => one.item.position - other.item.position,
        );
        expect(all).toEqual(sorted);
      }),
    );
  });
});

function byNumber(one: number, other: number): number {
  return one - other;
}
