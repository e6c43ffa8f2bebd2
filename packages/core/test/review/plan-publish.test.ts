import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answer.js";
import type { Assessment } from "../../src/assessment.js";
import { RunId } from "../../src/ids.js";
import {
  brief,
  fact,
  factFromTab,
  fromTab,
  good,
  key,
  ourFact,
  ours,
  plan,
  runId,
  traceId,
} from "./publish-samples.js";

describe("planPublish", () => {
  it("creates what was never published, with the run, the key and the comment", () => {
    expect(plan([good, fact], [], { revision: 1 })).toEqual([
      {
        kind: "create",
        draft: {
          traceId,
          runId,
          name: "good",
          type: "feedback",
          value: true,
          rationale: "fine",
          source: { kind: "human", id: "ana@example.com" },
          metadata: { "labeldesk.submission": key, "labeldesk.revision": "1" },
        },
      },
      {
        kind: "create",
        draft: {
          traceId,
          runId,
          name: "fact",
          type: "expectation",
          value: "x",
          source: { kind: "human", id: "ana@example.com" },
          metadata: { "labeldesk.submission": key, "labeldesk.revision": "1" },
        },
      },
    ]);
  });

  it("has nothing to write when everything is there", () => {
    expect(brief([good, fact], [ours("a"), ourFact("b")])).toEqual([]);
  });

  it("revises ours in place when value or comment differ, and drops a comment that is no longer given", () => {
    expect(brief([{ ...good, value: false }], [ours("a")])).toEqual(["revise a to false"]);
    expect(brief([{ ...good, comment: "better" }], [ours("a")])).toEqual(["revise a to true"]);
    expect(plan([{ name: "good", value: true }], [ours("a")])).toEqual([
      {
        kind: "revise",
        assessmentId: "a",
        revision: {
          type: "feedback",
          value: true,
          metadata: { "labeldesk.submission": key, "labeldesk.revision": "2" },
        },
      },
    ]);
  });

  it.each<[string, readonly Answer[], readonly Assessment[], readonly string[]]>([
    [
      "a feedback of ours that the Review tab replaced: the next generation replaces that one",
      [good],
      [ours("a", { valid: false }), fromTab("t")],
      ["create good over t"],
    ],
    [
      "a feedback replaced several times: the one that is valid",
      [good],
      [ours("a", { valid: false }), fromTab("t", { valid: false }), fromTab("u")],
      ["create good over u"],
    ],
    [
      "a feedback given beside ours: replaced, and ours goes",
      [good],
      [ours("a"), fromTab("t")],
      ["create good over t", "delete a"],
    ],
    [
      "a feedback of ours that is newer than the Review tab's: nothing",
      [good],
      [fromTab("t", { updatedAtMs: 1500 }), ours("a")],
      [],
    ],
    [
      "a feedback of ours that is invalid with nothing over it: a new one",
      [good],
      [ours("a", { valid: false })],
      ["create good over nothing"],
    ],
    [
      "an expectation that the Review tab gave anew: written over, and ours goes",
      [fact],
      [ourFact("a"), factFromTab("t")],
      ['revise t to "x"', "delete a"],
    ],
    [
      "an expectation given in the Review tab only: written over",
      [fact],
      [factFromTab("t")],
      ['revise t to "x"'],
    ],
    [
      "an expectation of the Review tab that has the value already: marked as ours",
      [fact],
      [factFromTab("t", { value: "x" })],
      ['revise t to "x"'],
    ],
    [
      "an answer that was cleared: ours goes, and what was given over it, newest first",
      [fact],
      [ours("a", { valid: false }), fromTab("t"), ourFact("b")],
      ["delete t", "delete a"],
    ],
    [
      "a question that was never answered here: the Review tab's answer stays",
      [fact],
      [fromTab("t"), ourFact("b")],
      [],
    ],
    [
      "answers of another reviewer, session, kind or source, or from before the session: none of our business",
      [good],
      [
        fromTab("t1", { source: { kind: "human", id: "ben@example.com" } }),
        fromTab("t2", { runId: RunId.parse("other") }),
        fromTab("t3", { type: "expectation" }),
        fromTab("t4", { source: { kind: "llmJudge", id: "ana@example.com" } }),
        fromTab("t5", { createdAtMs: 999 }),
        ours("a"),
      ],
      [],
    ],
    [
      "a decision by the same person: none of our business either",
      [good, fact],
      [
        ours("a"),
        ourFact("b"),
        ours("d", {
          value: false,
          metadata: { "labeldesk.adjudication": "{}" },
          updatedAtMs: 4000,
        }),
        ourFact("e", {
          value: "z",
          metadata: { "labeldesk.adjudication": "{}" },
          updatedAtMs: 4000,
        }),
      ],
      [],
    ],
    [
      "answers that were taken back: ours go, a decision by the same person stays",
      [],
      [ours("a"), ourFact("b"), ours("d", { metadata: { "labeldesk.adjudication": "{}" } })],
      ["delete a", "delete b"],
    ],
    [
      "the reviewer's address in other letters: the same person",
      [good],
      [
        ours("a", { valid: false }),
        fromTab("t", { source: { kind: "human", id: " Ana@Example.com " } }),
      ],
      ["create good over t"],
    ],
  ])("handles %s", (_, answers, assessments, expected) => {
    expect(brief(answers, assessments)).toEqual(expected);
  });
});
