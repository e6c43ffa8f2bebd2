import {
  DatasetId,
  exactJson,
  ExperimentId,
  LabelingSession,
  LabelSchema,
  ReviewerEmail,
  TraceId,
  type SyncPlan,
  type SyncReport,
} from "@labeldesk/core";
import { validateMessage, validateView } from "@labeldesk/slack-sandbox";
import { describe, expect, it } from "vitest";
import type { MessageContent } from "../src/jobs/post.js";
import { modal } from "../src/screens/modal.js";
import { syncedMessage, syncPreview } from "../src/screens/sync-preview.js";

const [ana, ben] = ["ana@example.com", "ben@example.com"].map((one) => ReviewerEmail.parse(one));
const traceId = TraceId.parse("tr-1");

const nothing: SyncPlan = {
  inserts: [],
  updates: [],
  unchanged: 3,
  conflicts: [],
  skipped: [],
  ignored: [],
};

/** Everything a person reads on the preview, after Slack's rules were checked. */
function wordsOf(plan: SyncPlan): string {
  const { submit, blocks } = syncPreview(plan);
  const view = modal({
    callbackId: "sync",
    title: "Sync preview",
    ...(submit === undefined ? {} : { submit }),
    blocks,
  });
  expect(validateView(view)).toEqual([]);
  return JSON.stringify(blocks);
}

describe("syncPreview", () => {
  it("says whose answers do not count, to which questions, and why that may be", () => {
    const label = { traceId, reason: "not-an-answer" } as const;
    const ignored = [
      { ...label, name: "tone", reviewer: ReviewerEmail.parse("ana@example.com") },
      { ...label, name: "tone", reviewer: ReviewerEmail.parse("ben@example.com") },
    ];
    const words = wordsOf({ ...nothing, ignored });
    expect(words).toContain(
      "Not counted: 2 answers to tone, by ana@example.com and ben@example.com.",
    );
    expect(words).toContain("its option was taken away");
    expect(wordsOf(nothing)).not.toContain("Not counted");
  });

  it("names five questions and people, and counts the others", () => {
    const ignored = Array.from({ length: 7 }, (_, index) => ({
      traceId,
      name: `q${index}`,
      reviewer: ReviewerEmail.parse(`r${index}@example.com`),
      reason: "not-an-answer" as const,
    }));
    const words = wordsOf({ ...nothing, ignored });
    expect(words).toContain("7 answers to q0, q1, q2, q3, q4 and 2 more");
  });

  it("tells reviewers who disagree from decisions that differ", () => {
    const conflict = (between: "answers" | "decisions") => ({
      inputs: exactJson(`{"question": "Can I cancel?"}`),
      traceIds: [traceId],
      name: "tone",
      between,
      values: [ana, ben].map((one) => ({
        value: `of ${one}`,
        reviewers: one === undefined ? [] : [one],
      })),
    });
    expect(wordsOf({ ...nothing, conflicts: [conflict("answers")] })).toContain(
      "the reviewers disagree",
    );
    expect(wordsOf({ ...nothing, conflicts: [conflict("decisions")] })).toContain(
      "was decided differently on traces with the same inputs",
    );
  });
});

describe("syncedMessage", () => {
  const session = LabelingSession.parse({
    runId: "0123456789abcdef0123456789abcdef",
    experimentId: "1",
    name: "Answers",
    labelSchemas: [
      LabelSchema.parse({
        name: "tone",
        type: "expectation",
        title: "Tone",
        input: { kind: "text" },
      }),
    ],
    assignedUsers: [],
    createdBy: "dana@example.com",
    state: "open",
    lifecycle: "active",
    createdAtMs: 0,
  });
  const report: SyncReport = {
    dataset: {
      datasetId: DatasetId.parse("d-1"),
      name: "golden",
      experimentIds: [ExperimentId.parse("1")],
      createdAtMs: 0,
    },
    sameName: 0,
    inserted: 38,
    updated: 7,
    unchanged: 3,
    conflicts: [],
    skipped: [],
    ignored: [],
    overwritten: [],
    refused: [],
  };

  function messageWords(message: MessageContent): string {
    expect(validateMessage({ ...message })).toEqual([]);
    return JSON.stringify(message.blocks);
  }

  it("says what was written, and nothing of trouble where there was none", () => {
    const message = syncedMessage(session, report, undefined);
    expect(message.text).toBe("45 records written to golden: 38 new, 7 changed.");
    expect(messageWords(message)).not.toContain("another program");
  });

  it("says which expectations another program overwrote, and what to do", () => {
    const one = { sourceTraceId: traceId, names: ["tone"] };
    const words = messageWords(
      syncedMessage(session, { ...report, overwritten: [one] }, undefined),
    );
    expect(words).toContain("*1 record is not as it was written* (tone)");
    expect(words).toContain("Sync again when it is done.");
    const both = { ...report, overwritten: [one, { ...one, names: [] }] };
    expect(messageWords(syncedMessage(session, both, undefined))).toContain(
      "*2 records are not as they were written*",
    );
  });

  it("says which records the dataset did not take, and why, also when nothing else was written", () => {
    const one = { sourceTraceId: traceId, names: ["tone"], reason: "A number is <too> long." };
    const words = messageWords(syncedMessage(session, { ...report, refused: [one] }, undefined));
    expect(words).toContain("*1 record could not be written*, of the trace tr-1");
    expect(words).toContain("A number is &lt;too&gt; long.");
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...one,
      sourceTraceId: TraceId.parse(`tr-${index}`.padEnd(200, "x")),
      reason: `${index} ${"long ".repeat(1_000)}`,
    }));
    const nothingElse = { ...report, inserted: 0, updated: 0, refused: many };
    const message = syncedMessage(session, nothingElse, undefined);
    expect(messageWords(message)).toContain("*60 records could not be written*");
    expect(message.text).not.toContain("everything");
  });
});
