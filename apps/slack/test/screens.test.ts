import {
  BUILT_IN_SCHEMAS,
  exactJson,
  ExperimentId,
  questionAgreement,
  ReviewerEmail,
  RunId,
  SchemaId,
  TraceId,
  type LabelingSession,
  type SessionProgress,
  type SyncPlan,
} from "@labeldesk/core";
import { validateMessage, validateView } from "@labeldesk/slack-sandbox";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands/register.js";
import { helpMessage } from "../src/commands/help.js";
import { questionBlocks } from "../src/commands/status.js";
import { askToClose } from "../src/lead/close-session.js";
import { matchLine, newSessionModal } from "../src/lead/new-session-modal.js";
import { peopleModal } from "../src/lead/people.js";
import type { SessionAgreement } from "../src/lead/read-agreement.js";
import { previewModal, schemaModal } from "../src/lead/schema-modal.js";
import { finishedMessage } from "../src/screens/finished.js";
import { homeView } from "../src/screens/home.js";
import { invitationMessage } from "../src/screens/invitation.js";
import { notSavedView } from "../src/screens/not-saved.js";
import { notSavedYet } from "../src/screens/problems.js";
import { sessionCard } from "../src/screens/session-card.js";
import { syncPreview } from "../src/screens/sync-preview.js";
import { modal } from "../src/screens/modal.js";
import type { MessageContent } from "../src/jobs/post.js";
import type { ImportState } from "../src/store/session-cards.js";

// Names and texts of other people: long, and full of what Slack could take for markup.
const HOSTILE = `<!channel> *bold* <@U1> ${"wide ".repeat(60)}`.slice(0, 250).trim();

const people = Array.from({ length: 60 }, (_, index) =>
  ReviewerEmail.parse(`reviewer-${index}@example.com`),
);

const session: LabelingSession = {
  runId: RunId.parse("0123456789abcdef0123456789abcdef"),
  experimentId: ExperimentId.parse("1"),
  name: HOSTILE,
  labelSchemas: [...BUILT_IN_SCHEMAS],
  assignedUsers: people,
  away: [],
  labelsPerTrace: 2,
  dealing: { strategy: "first-come" },
  blind: true,
  enableMultiTurnChat: false,
  createdBy: ReviewerEmail.parse("lead@example.com"),
  state: "open",
  lifecycle: "active",
  createdAtMs: 0,
};

const progress: SessionProgress = {
  items: { total: 25, complete: 7, excluded: 1 },
  labels: 46,
  wanted: 75,
  unpublished: 3,
  reviewers: people.map((reviewer) => ({
    reviewer,
    submitted: 3,
    left: 4,
    postponed: 1,
    declined: 2,
  })),
};

const part = { reviewer: people[0]!, submitted: 3, left: 4, postponed: 1, declined: 2, total: 7 };

const agreement: SessionAgreement = {
  questions: session.labelSchemas.map(({ name }) =>
    questionAgreement(BUILT_IN_SCHEMAS[0]!, [
      { unit: "1", rater: "a", value: [name] },
      { unit: "1", rater: "b", value: [HOSTILE] },
    ]),
  ),
  passes: new Map(),
  disagreements: 2,
};

describe("every screen keeps to what Slack allows", () => {
  it.each<readonly [string, MessageContent]>([
    ["invitation", invitationMessage(session, part, HOSTILE, 0)],
    ["status", { text: "status", blocks: questionBlocks(session, agreement) }],
    [
      "session card, paused",
      sessionCard({
        session: { ...session, state: "paused", dueAtMs: 1 },
        progress,
        importState: { kind: "none" },
        url: undefined,
        nowMs: 0,
      }),
    ],
    ["finished", finishedMessage(session, part)],
    ["help for leads", helpMessage({ command: "/label" }, COMMANDS, true)],
    ["help for reviewers", helpMessage({ command: "/label" }, COMMANDS, false)],
    ...(
      [
        { kind: "none" },
        { kind: "running", done: 32, found: 50 },
        {
          kind: "done",
          added: 3,
          present: 1,
          missing: 2,
          foreign: 1,
          unknownReviewers: Array.from({ length: 20 }, () => HOSTILE),
        },
        { kind: "failed", sentence: HOSTILE },
      ] satisfies readonly ImportState[]
    ).map(
      (importState) =>
        [
          `session card, ${importState.kind}`,
          sessionCard({
            session,
            progress,
            importState,
            url: "https://mlflow.example.com/#/x",
            nowMs: 0,
          }),
        ] as const,
    ),
  ])("%s", (_, content) => {
    expect(validateMessage({ ...content })).toEqual([]);
    expect(JSON.stringify(content.blocks)).not.toContain("<!channel>");
  });

  it("the new session, with more questions than a select holds", () => {
    const questions = Array.from({ length: 150 }, (_, index) => ({
      schemaId: SchemaId.parse(`ls-${index}`),
      name: `${index} ${HOSTILE}`,
      type: "feedback" as const,
      title: HOSTILE,
      input: { kind: "text" as const },
      enableComment: false,
    }));
    const view = newSessionModal({
      command: "/label",
      defaultName: HOSTILE,
      experiment: { experimentId: session.experimentId, name: HOSTILE },
      questions,
      newest: 50,
      matches: { kind: "problem", sentence: HOSTILE },
      more: "options-with-tag",
    });
    expect(validateView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain("53 more questions of this experiment do not fit here.");
  });

  it("the description in an invitation, as text that nothing reads as markup", () => {
    const described = { ...session, description: HOSTILE.repeat(7) };
    const { text, blocks } = invitationMessage(described, part, HOSTILE, 0);
    expect(validateMessage({ text, blocks })).toEqual([]);
    expect(blocks).toContainEqual({
      type: "section",
      text: { type: "plain_text", text: HOSTILE.repeat(7), emoji: false },
    });
  });

  it("the question before closing, the people, and answers given back", () => {
    const open = { pending: 1, onOffer: 2, unpublished: 1, disagreements: 3 };
    const asked = askToClose({ command: "/label" }, session, open);
    expect(validateView(asked)).toEqual([]);
    expect(JSON.stringify(asked)).toContain(
      String.raw`• 1 trace without enough answers\n• 2 cards that could not be answered any more`,
    );
    const reviewers = peopleModal({ ...session, away: session.assignedUsers.slice(1, 2) });
    expect(validateView(reviewers)).toEqual([]);
    expect(JSON.stringify(reviewers)).toContain("reviewer-1@example.com (away)");
    const long = [{ name: "expected_response", value: HOSTILE.repeat(12) }];
    const back = notSavedView("No.", session.labelSchemas, long);
    expect(validateView(back)).toEqual([]);
    expect(JSON.stringify(back)).toContain(HOSTILE.repeat(12));
  });

  it.each(["passFail", "categorical", "categoricalList", "numeric", "text", "textList"] as const)(
    "the new question of the kind %s",
    (kind) => {
      expect(validateView(schemaModal(kind))).toEqual([]);
    },
  );

  it.each(BUILT_IN_SCHEMAS)("the preview of $name, and of what cannot be shown", (schema) => {
    expect(validateView(previewModal({ kind: "schema", schema }))).toEqual([]);
    const sentences = ["The name is missing.", HOSTILE];
    expect(validateView(previewModal({ kind: "problems", sentences }))).toEqual([]);
  });

  it("App Home of somebody with many sessions", () => {
    const many = Array.from({ length: 40 }, () => session);
    const view = homeView({
      reviews: many.map((entry) => ({ session: entry, part })),
      led: many.map((entry) => ({ session: entry, progress })),
      command: "/label",
      nowMs: 0,
    });
    expect(validateView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain("25 more are not shown here.");
  });

  it("App Home of somebody with nothing to do", () => {
    const view = homeView({ reviews: [], led: [], command: "/label", nowMs: 0 });
    expect(validateView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain("Nothing to review right now.");
  });

  it("the sync preview of a long, disputed plan", () => {
    const record = (index: number) => ({
      inputs: exactJson(JSON.stringify({ question: `${index} ${HOSTILE}` })),
      sourceTraceId: TraceId.parse(`tr-${index}`),
      expectations: { expected_response: HOSTILE.repeat(20), expected_facts: [HOSTILE, HOSTILE] },
      provenance: {},
      before: { expected_response: HOSTILE },
    });
    const plan: SyncPlan = {
      inserts: Array.from({ length: 400 }, (_, index) => record(index)),
      updates: Array.from({ length: 12 }, (_, index) => record(index)),
      unchanged: 4,
      conflicts: Array.from({ length: 12 }, (_, index) => ({
        inputs: record(index).inputs,
        traceIds: [TraceId.parse("tr-1")],
        name: "expected_response",
        between: "answers" as const,
        values: people.slice(0, 5).map((reviewer) => ({ value: HOSTILE, reviewers: [reviewer] })),
      })),
      skipped: [{ traceId: TraceId.parse("tr-9"), reason: "no-inputs" }],
      ignored: people.map((reviewer, index) => ({
        traceId: TraceId.parse(`tr-${index}`),
        name: `${index} ${HOSTILE}`,
        reviewer,
        reason: "not-an-answer" as const,
      })),
    };
    const { submit, blocks } = syncPreview(plan);
    expect(submit).toBe("Sync 412 records");
    const view = modal({ callbackId: "sync", title: "Sync preview", submit: submit ?? "", blocks });
    expect(validateView(view)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain("and 395 more");
  });
});

describe("matchLine", () => {
  it.each([
    [{ kind: "count", count: 0, more: false }, "No trace matches."],
    [{ kind: "count", count: 1, more: false }, "1 trace matches and will be added."],
    [{ kind: "count", count: 12, more: false }, "12 match, all will be added."],
    [{ kind: "count", count: 70, more: false }, "70 match, the newest 50 will be added."],
    [{ kind: "count", count: 500, more: true }, "500 or more match, the newest 50 will be added."],
    [{ kind: "problem", sentence: "The filter has an error." }, "The filter has an error."],
    [undefined, "Choose an experiment to see how many traces match."],
  ] as const)("says of %j: %s", (matches, words) => {
    expect(matchLine(50, matches)).toBe(words);
  });
});

describe("notSavedYet", () => {
  it("names one problem in one line and several in a list", () => {
    expect(notSavedYet([{ message: "A must be short." }])).toBe("Not saved yet: A must be short.");
    expect(notSavedYet([{ message: "A." }, { message: "B." }])).toBe(
      "Not saved yet, 2 answers to look at:\n• A.\n• B.",
    );
  });
});
