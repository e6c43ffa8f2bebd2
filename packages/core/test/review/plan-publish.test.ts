import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answer.js";
import type { Assessment } from "../../src/assessment.js";
import { AssessmentId, ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import { LabelingSession } from "../../src/labeling-session.js";
import { assessmentIdFor } from "../../src/review/assessment-id.js";
import { planPublish } from "../../src/review/plan-publish.js";
import type { Submission } from "../../src/submission.js";

const session = LabelingSession.parse({
  runId: "run",
  experimentId: "1",
  name: "Session",
  labelSchemas: [
    {
      name: "good",
      type: "feedback",
      title: "Good?",
      input: { kind: "passFail" },
      enableComment: true,
    },
    { name: "fact", type: "expectation", title: "Fact", input: { kind: "text" } },
  ],
  assignedUsers: ["ana@example.com", "ben@example.com"],
  createdBy: "dana@example.com",
  state: "open",
  lifecycle: "active",
  createdAtMs: 1000,
});
const ana = ReviewerEmail.parse("ana@example.com");
const traceId = TraceId.parse("tr");
const runId = RunId.parse("run");
const key = "run/item/ana@example.com";

const good: Answer = { name: "good", value: true, comment: "fine" };
const fact: Answer = { name: "fact", value: "x" };

function submission(answers: readonly Answer[], revision = 2): Submission {
  return {
    runId,
    itemId: ItemId.parse("item"),
    reviewer: ana,
    source: { kind: "trace", traceId },
    revision,
    publishedRevision: 1,
    acceptedAtMs: 2000,
    answers,
  };
}

function assessment(id: string, more: Partial<Assessment> = {}): Assessment {
  return {
    assessmentId: AssessmentId.parse(id),
    traceId,
    name: "good",
    type: "feedback",
    value: true,
    source: { kind: "human", id: "ana@example.com" },
    metadata: {},
    valid: true,
    createdAtMs: 2000,
    updatedAtMs: 2000,
    ...more,
  };
}

/** As `planPublish` had it written for revision 1. */
const ours = (id: string, more: Partial<Assessment> = {}) =>
  assessment(id, {
    runId,
    rationale: "fine",
    metadata: { "labeldesk.submission": key, "labeldesk.revision": "1" },
    ...more,
  });
const ourFact = (id: string, more: Partial<Assessment> = {}) =>
  ours(id, { name: "fact", type: "expectation", value: "x", rationale: "", ...more });
/** As the Review tab writes: without run id and metadata. */
const fromTab = (id: string, more: Partial<Assessment> = {}) =>
  assessment(id, { value: false, createdAtMs: 3000, updatedAtMs: 3000, ...more });
const factFromTab = (id: string, more: Partial<Assessment> = {}) =>
  fromTab(id, { name: "fact", type: "expectation", value: "tab", ...more });

const plan = (answers: readonly Answer[], assessments: readonly Assessment[], revision = 2) =>
  planPublish({ session, submission: submission(answers, revision), traceId, assessments });

/** What a plan does, short enough to read. */
const brief = (answers: readonly Answer[], assessments: readonly Assessment[]) =>
  plan(answers, assessments).map((write) => {
    switch (write.kind) {
      case "create":
        return `create ${write.draft.name} over ${write.draft.overrides ?? "nothing"}`;
      case "revise":
        return `revise ${write.assessmentId} to ${JSON.stringify(write.revision.value)}`;
      case "delete":
        return `delete ${write.assessmentId}`;
    }
  });

describe("planPublish", () => {
  it("creates what was never published, with the run, the key and the comment", () => {
    expect(plan([good, fact], [], 1)).toEqual([
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

describe("assessmentIdFor", () => {
  const parts = { runId, traceId, name: "good", reviewer: ana, generation: 1 };

  it("gives the same id for the same parts: what was written by one release is recognised by the next", async () => {
    expect(await assessmentIdFor(parts)).toBe("a-473ae0920fee91e7ac9aa627cae95816");
    expect(await assessmentIdFor({ ...parts })).toBe(await assessmentIdFor(parts));
  });

  it("gives another id when any part differs", async () => {
    const others = [
      parts,
      { ...parts, generation: 2 },
      { ...parts, name: "goo" },
      { ...parts, name: "d", traceId: TraceId.parse("trgoo") },
      { ...parts, runId: RunId.parse("run2") },
    ];
    const ids = await Promise.all(others.map(assessmentIdFor));
    expect(new Set(ids).size).toBe(others.length);
  });
});
