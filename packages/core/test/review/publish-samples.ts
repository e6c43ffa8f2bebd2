import type { Answer } from "../../src/answer.js";
import type { Assessment } from "../../src/assessment.js";
import { AssessmentId, ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import { LabelingSession } from "../../src/labeling-session.js";
import { planPublish } from "../../src/review/plan-publish.js";
import type { Submission } from "../../src/submission.js";

export const session = LabelingSession.parse({
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
export const ana = ReviewerEmail.parse("ana@example.com");
export const traceId = TraceId.parse("tr");
export const runId = RunId.parse("run");
export const key = "run/item/ana@example.com";

export const good: Answer = { name: "good", value: true, comment: "fine" };
export const fact: Answer = { name: "fact", value: "x" };

export function submission(answers: readonly Answer[], revision = 2): Submission {
  return {
    runId,
    itemId: ItemId.parse("item"),
    reviewer: ana,
    source: { kind: "trace", traceId },
    revision,
    publishedRevision: 1,
    acceptedAtMs: 5000,
    firstAcceptedAtMs: 1500,
    offeredAtMs: 1000,
    answers,
  };
}

export function assessment(id: string, more: Partial<Assessment> = {}): Assessment {
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
export const ours = (id: string, more: Partial<Assessment> = {}) =>
  assessment(id, {
    runId,
    rationale: "fine",
    metadata: { "labeldesk.submission": key, "labeldesk.revision": "1" },
    ...more,
  });
export const ourFact = (id: string, more: Partial<Assessment> = {}) =>
  ours(id, { name: "fact", type: "expectation", value: "x", rationale: "", ...more });
/** As the Review tab writes: without run id and metadata. */
export const fromTab = (id: string, more: Partial<Assessment> = {}) =>
  assessment(id, { value: false, createdAtMs: 3000, updatedAtMs: 3000, ...more });
export const factFromTab = (id: string, more: Partial<Assessment> = {}) =>
  fromTab(id, { name: "fact", type: "expectation", value: "tab", ...more });

export interface Given {
  readonly revision?: number;
  /** Questions that were answered before. */
  readonly formerly?: readonly string[];
}

export const plan = (
  answers: readonly Answer[],
  assessments: readonly Assessment[],
  { revision = 2, formerly = [] }: Given = {},
) =>
  planPublish({
    session,
    submission: submission(answers, revision),
    formerly: new Set([...answers.map(({ name }) => name), ...formerly]),
    traceId,
    assessments,
  });

/** What a plan does, short enough to read. */
export const brief = (
  answers: readonly Answer[],
  assessments: readonly Assessment[],
  given?: Given,
) =>
  plan(answers, assessments, given).map((write) => {
    switch (write.kind) {
      case "create":
        return `create ${write.draft.name} over ${write.draft.overrides ?? "nothing"}`;
      case "revise":
        return `revise ${write.assessmentId} to ${JSON.stringify(write.revision.value)}`;
      case "delete":
        return `delete ${write.assessmentId}`;
    }
  });
