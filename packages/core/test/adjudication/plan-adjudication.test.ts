import { describe, expect, it } from "vitest";
import type { Adjudication } from "../../src/adjudication/adjudication.js";
import { planAdjudication } from "../../src/adjudication/plan-adjudication.js";
import type { Answer } from "../../src/answer.js";
import type { Assessment } from "../../src/assessment.js";
import { AssessmentId, ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import { LabelSchema } from "../../src/label-schema.js";

const runId = RunId.parse("run");
const traceId = TraceId.parse("tr");
const cleo = ReviewerEmail.parse("cleo@example.com");
const decidedOn = [{ reviewer: ReviewerEmail.parse("ana@example.com"), revision: 2 }];
const session = {
  runId,
  labelSchemas: [
    LabelSchema.parse({
      name: "good",
      type: "feedback",
      title: "Good?",
      input: { kind: "passFail" },
      enableComment: true,
    }),
    LabelSchema.parse({
      name: "fact",
      type: "expectation",
      title: "Fact",
      input: { kind: "text" },
    }),
  ],
};
const good: Answer = { name: "good", value: true, comment: "fine" };
const fact: Answer = { name: "fact", value: "x" };

const decision = (answers: readonly Answer[], more: Partial<Adjudication> = {}): Adjudication => ({
  runId,
  itemId: ItemId.parse("item"),
  source: { kind: "trace", traceId },
  by: cleo,
  answers,
  decidedOn,
  decidedAtMs: 9,
  revision: 1,
  publishedRevision: 0,
  ...more,
});

const metadata = (revision = 1) => ({
  "labeldesk.adjudication": JSON.stringify({ decidedOn }),
  "labeldesk.adjudicatedItem": "run/item",
  "labeldesk.revision": String(revision),
});

/** As it was written for revision 1. */
const ours = (id: string, more: Partial<Assessment> = {}): Assessment => ({
  assessmentId: AssessmentId.parse(id),
  traceId,
  runId,
  name: "good",
  type: "feedback",
  value: true,
  rationale: "fine",
  source: { kind: "human", id: "cleo@example.com" },
  metadata: metadata(),
  valid: true,
  createdAtMs: 1,
  updatedAtMs: 1,
  ...more,
});
const ourFact = (id: string, more: Partial<Assessment> = {}) =>
  ours(id, { name: "fact", type: "expectation", value: "x", rationale: "", ...more });

const brief = (adjudication: Adjudication, assessments: readonly Assessment[]) =>
  planAdjudication({ session, adjudication, traceId, assessments }).map((write) => {
    switch (write.kind) {
      case "create":
        return `create ${write.draft.name} by ${write.draft.source.id}`;
      case "revise":
        return `revise ${write.assessmentId} to ${JSON.stringify(write.revision.value)}`;
      case "delete":
        return `delete ${write.assessmentId}`;
    }
  });

describe("planAdjudication", () => {
  it("creates what is not there, marked with reason, answers and item", () => {
    const adjudication = decision([good], { reason: "So it is." });
    expect(planAdjudication({ session, adjudication, traceId, assessments: [] })).toEqual([
      {
        kind: "create",
        draft: {
          traceId,
          runId,
          name: "good",
          type: "feedback",
          value: true,
          rationale: "fine",
          source: { kind: "human", id: cleo },
          metadata: {
            ...metadata(),
            "labeldesk.adjudication": JSON.stringify({ reason: "So it is.", decidedOn }),
          },
        },
      },
    ]);
  });

  const byDana = { source: { kind: "human", id: "dana@example.com" } } as const;
  it.each<[string, Adjudication, readonly Assessment[], readonly string[]]>([
    ["nothing when everything is there", decision([good, fact]), [ours("a"), ourFact("b")], []],
    [
      "another value in place",
      decision([{ ...fact, value: "y" }]),
      [ourFact("b")],
      ['revise b to "y"'],
    ],
    [
      "another comment, reason or revision in place",
      decision([good], { revision: 2 }),
      [ours("a", { metadata: metadata(2), rationale: "" })],
      ["revise a to true"],
    ],
    ["what is no longer decided away", decision([fact]), [ours("a"), ourFact("b")], ["delete a"]],
    [
      "another person's decision away, after the new one",
      decision([fact]),
      [ourFact("b", byDana)],
      ["create fact by cleo@example.com", "delete b"],
    ],
    [
      "one of two of the same person, the newer stays",
      decision([fact]),
      [ourFact("a"), ourFact("b")],
      ["delete a"],
    ],
    [
      "a new one for one that was overridden",
      decision([good]),
      [ours("a", { valid: false })],
      ["create good by cleo@example.com", "delete a"],
    ],
    [
      "nothing about own answers, other items, sessions and judges",
      decision([]),
      [
        ours("a", { metadata: { "labeldesk.submission": "run/item/cleo@example.com" } }),
        ours("b", { metadata: { ...metadata(), "labeldesk.adjudicatedItem": "run/other" } }),
        ours("c", { runId: RunId.parse("other") }),
        ours("d", { source: { kind: "llmJudge", id: "cleo@example.com" } }),
      ],
      [],
    ],
  ])("plans %s", (_, adjudication, assessments, expected) => {
    expect(brief(adjudication, assessments)).toEqual(expected);
  });
});
